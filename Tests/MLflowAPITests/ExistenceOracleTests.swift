import Endpoints
import Foundation
import TestSupport
import Testing

/// Nothing that a caller is told depends on a registry that is hidden from them: a repository with it and one without it give the same answers.
@Suite struct ExistenceOracleTests {
  /// Callers to whom `Lab` is hidden, or who are nobody.
  private static let callers: [ServedSandbox.Caller] = [.otherRegistry, .otherToken, .nobody]

  /// What both repositories have, and then what only one has.
  private static func server(isLabThere: Bool) async throws -> ServedSandbox {
    let server = try await ServedSandbox(isLabThere: isLabThere)
    let sandbox = server.sandbox
    sandbox.environment["SOURCE_DATE_EPOCH"] = "1795341600"
    try sandbox.write("open weights", to: "open.bin")
    try sandbox.write("hidden weights, and more of them", to: "hidden.bin")
    let common = [
      // Both have something that is hidden from all callers: who may not clone it all knows that there is some.
      "create Vault --visibility restricted", "model create Vault/gold", "create Open --visibility public",
      "model create Open/open", "model create Datasets/reviews",
      "version create Datasets/reviews 1.0.0 --metric rows=5",
      "version create Open/open 1.0.0 --metric auc=0.5 --artifact open.bin --lineage Datasets/reviews@1.0.0",
      "alias set Open/open@1.0.0 champion",
    ]
    let hidden = [
      "version create Lab/m 1.0.0 --metric auc=0.9 --artifact hidden.bin --lineage Open/open@1.0.0 --lineage Datasets/reviews@1.0.0",
      "version create Lab/m 1.1.0 --metric auc=0.95 --artifact open.bin --lineage Lab/m@1.0.0",
      "alias set Lab/m@1.1.0 champion", "candidate create Lab/m --metric auc=0.7",
    ]
    for command in common + (isLabThere ? hidden : []) {
      let words = command.split(separator: " ").map { word in
        word.hasSuffix(".bin") ? sandbox.path(String(word)) : String(word)
      }
      try sandbox.registry(words, in: "acme.git").requireSuccess()
    }
    return server
  }

  /// What stands for the parts of a path, once of what everybody may see and once of what is hidden.
  private static let names: [[String: String]] = [
    [
      "registry": "Open", "project": "acme%2FOpen", "model": "open", "version": "1.0.0", "alias": "champion",
      "rule": "alias-dangling", "path": "open.bin", "package": "open%2F1.0.0", "member": "mia",
      "candidate": "none",
    ],
    [
      "registry": "Lab", "project": "acme%2FLab", "model": "m", "version": "1.0.0", "alias": "champion",
      "rule": "alias-dangling", "path": "hidden.bin", "package": "m%2F1.0.0", "member": "mia", "candidate": "none",
    ],
  ]

  private static func path(of route: Route, _ names: [String: String]) -> String {
    "/"
      + route.pattern.segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .one(let name), .rest(let name): names[name] ?? "1"
        }
      }.joined(separator: "/")
  }

  /// Each query of a route that may tell a name: each field with each value that it may have, those that are needed always.
  private static func queries(of route: Route) -> [String] {
    guard let fields = route.description?.query else {
      return ["", "name=open&version=1", "name=m&version=1", "run_id=1", "experiment_name=%5Bmodel%5Dm"]
    }
    func values(_ field: RequestField) -> [String] {
      switch field.kind {
      case .choice(let values): values
      case .flag: ["true"]
      case .integer: ["1"]
      default:
        ["Open/open@1.0.0", "Lab/m@1.0.0", "Lab", "Lab/m", "auc", "name%20%3D%20m", "version", "2100-01-01", "HEAD~1"]
      }
    }
    let needed = fields.filter(\.isRequired)
    let bases: [String] =
      needed.isEmpty
      ? [""] : values(needed[0]).map { value in needed.map { "\($0.name)=\(value)" }.joined(separator: "&") }
    return bases.flatMap { base in
      [base]
        + fields.filter { !$0.isRequired }.flatMap { field in
          values(field).map { (base.isEmpty ? "" : base + "&") + "\(field.name)=\($0)" }
        }
    }
  }

  /// Ids of commits and trees differ between any two repositories, and so do a page's tag, which is made of them, how long it took,
  /// and what a form is known by.
  private static func text(_ answer: ServedSandbox.Answer) -> String {
    let text = "\(answer.status)\n" + answer.headers.sorted().joined(separator: "\n") + "\n" + answer.body
    // A project's number says how many were made before it, as GitLab's do.
    return text.replacing(/\b(?:[0-9a-f]{40}|[0-9a-f]{10})\b/, with: "ID")
      .replacing(/"(id|project_id)": \d+/, with: "NUMBER")
      .replacing(/ETag: "[0-9a-f]{24}"/, with: "TAG")
      .replacing(/Server-Timing: page;dur=[0-9.]+/, with: "TIME")
      .replacing(/name="(token|page)" value="[^"]*"/, with: "RANDOM")
  }

  @Test func whatIsHiddenChangesNoAnswer() async throws {
    let (with, without) = (try await Self.server(isLabThere: true), try await Self.server(isLabThere: false))
    var asked = 0
    var different: [String] = []
    for route in with.routes where route.method == .get && route.pattern.description != "/metrics" {
      // The same handlers as at the other addresses.
      if route.pattern.description.contains("/ajax-api/") || route.pattern.description.contains("/ml/mlflow/api/3.0") {
        continue
      }
      for caller in Self.callers {
        for names in Self.names {
          let path = Self.path(of: route, names)
          for query in Self.queries(of: route) {
            let one = Self.text(try await with.ask(caller, .get, path, query: query))
            let other = Self.text(try await without.ask(caller, .get, path, query: query))
            if one != other { different.append("\(path)?\(query) by \(caller)\n\(one)\n\(other)") }
            #expect(!one.contains("hidden weights"), "\(path)?\(query) by \(caller)")
            asked += 1
          }
        }
      }
    }
    #expect(asked > 1_000)
    #expect(different.isEmpty, "\(different.count) of \(asked):\n\(different.prefix(3).joined(separator: "\n\n"))")
  }

  /// The test above would notice: to who may see it, answers differ.
  @Test func whatIsSeenChangesAnswers() async throws {
    let (with, without) = (try await Self.server(isLabThere: true), try await Self.server(isLabThere: false))
    for path in [
      "registries", "search", "log", "effective-members", "registries/Open/models/open/versions/1.0.0/recall",
    ] {
      let one = Self.text(try await with.ask(.admin, .get, "/api/v1/\(path)"))
      let other = Self.text(try await without.ask(.admin, .get, "/api/v1/\(path)"))
      #expect(one != other, "\(path)")
    }
  }

  /// How long an answer takes, for what is hidden and for what is not there. Printed: a loaded machine tells lies.
  @Test func timesAreShown() async throws {
    let server = try await Self.server(isLabThere: true)
    func median(_ registry: String) async throws -> Duration {
      var times: [Duration] = []
      for _ in 0..<200 {
        let start = ContinuousClock.now
        let answer = try await server.ask(.otherRegistry, .get, "/api/v1/registries/\(registry)/models")
        times.append(ContinuousClock.now - start)
        #expect(answer.status == 404)
      }
      return times.sorted()[100]
    }
    let (hidden, absent) = (try await median("Lab"), try await median("Nul"))
    print("median of 200 answers: \(hidden) for what is hidden, \(absent) for what is not there")
  }
}
