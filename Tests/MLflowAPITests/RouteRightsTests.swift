import Access
import BlobStore
import Endpoints
import Foundation
import RunStore
import TestSupport
import Testing

/// Every route × every kind of caller, made from the table that the server answers by.
@Suite struct RouteRightsTests {
  private let server: ServedSandbox

  init() async throws { server = try await ServedSandbox() }

  /// - Parameter registry: for what is the whole repository's, `Nowhere` stands for a repository that is not there.
  private static func path(of route: Route, in registry: String) -> String {
    let repository = ServedSandbox.repository + "/"
    if route.pattern.description.hasPrefix(repository), registry == "Nowhere" {
      return "/nowhere.git" + path(of: route, in: "Lab").dropFirst(repository.count - 1)
    }
    return "/"
      + route.pattern.segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .one("registry"): registry
        case .one("project"): "acme%2F\(registry)"
        case .one("oid"): String(repeating: "0", count: 64)
        case .one: "create"
        case .rest: "1/run/artifacts/file"
        }
      }.joined(separator: "/")
  }

  @Test func everyRouteAsksForItsRight() async throws {
    for route in server.routes {
      guard route.right != nil else { continue }
      // Nothing that is tried is kept: the next one finds the registry as this one did.
      let isDry = route.description?.query.contains { $0.name == "dryRun" } ?? false
      for caller in ServedSandbox.Caller.allCases {
        func ask(_ registry: String) async throws -> ServedSandbox.Answer {
          try await server.ask(
            caller, route.method, Self.path(of: route, in: registry), query: isDry ? "dryRun=true" : "", body: "{}")
        }
        let answer = try await ask("Lab")
        let place: Comment = "\(route.method.rawValue) \(route.pattern) by \(caller): \(answer)"
        switch ExpectedAccess.of(caller, route.need) {
        case .allowed:
          // A rule that asks for more says so in a report.
          let isRefused = answer.status == 403 && !answer.body.contains("role-insufficient")
          #expect(!isRefused && answer.status != 401 && (answer.status < 500 || answer.status == 501), place)
          #expect(!answer.body.contains("ENDPOINT_NOT_FOUND") || route.method == .post, place)
        case .forbidden: #expect(answer.status == 403, place)
        case .unauthenticated:
          #expect(answer.status == 401 && answer.headers.contains { $0.hasPrefix("WWW-Authenticate: ") }, place)
          #expect(try await ask("Nowhere") == answer, place)
        case .hidden:
          // Nothing tells it from what is not there.
          #expect(answer.status == 404, place)
          #expect(try await ask("Nowhere") == answer, place)
        }
      }
    }
  }

  /// What a request asks for may need more than its route does.
  @Test(arguments: ["git-upload-pack", "git-receive-pack", "download", "upload"])
  func whatIsAskedOfTheRepositoryHasItsRight(_ what: String) async throws {
    let right: Right = ["git-receive-pack", "upload"].contains(what) ? .write : .read
    for caller in ServedSandbox.Caller.allCases {
      let answer =
        if what.hasPrefix("git-") {
          try await server.ask(caller, .get, "/acme.git/info/refs", query: "service=\(what)")
        } else {
          try await server.ask(
            caller, .post, "/acme.git/info/lfs/objects/batch", body: #"{"operation": "\#(what)", "objects": []}"#)
        }
      let status =
        switch ExpectedAccess.of(caller, .repository(right)) {
        case .allowed: 200
        case .forbidden: 403
        case .unauthenticated: 401
        case .hidden: 404
        }
      #expect(answer.status == status, "\(what) by \(caller): \(answer)")
    }
  }

  /// docs/rights.md is made of the table.
  @Test func thePageOfRightsIsCurrent() throws {
    try expectSnapshot(RightsPage(server.routes).text, at: "docs/rights.md")
  }

  /// Whoever has no credentials learns nothing of which addresses there are.
  @Test func nobodyLearnsWhatThereIs() async throws {
    let paths = [
      "/registries/Lab", "/registries/Lab/api/2.0/mlflow/nothing", "/registries/Nowhere/api/2.0/mlflow/nothing",
      "/registries/Lab/api/2.0/mlflow/runs/create/x", "/registries/%2e%2e/api",
    ]
    var answers: [ServedSandbox.Answer] = []
    for path in paths { answers.append(try await server.ask(.nobody, .get, path)) }
    #expect(answers.allSatisfy { $0 == answers[0] } && answers[0].status == 401, "\(answers)")
    #expect(try await server.ask(.nobody, .get, "/nothing").status == 401)
  }

  /// A new route is a new row, so that somebody looks at its right.
  @Test func everyRouteIsInTheTable() throws {
    let rows = server.routes.map { "\($0.method.rawValue) \($0.pattern) \($0.need.text)" }
    let text = rows.sorted().joined(separator: "\n") + "\n"
    let url = SourceTree.url("Tests/MLflowAPITests/routes.txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: url)
      Issue.record("recorded")
    }
    #expect(try String(contentsOf: url, encoding: .utf8) == text, "run RECORD_SNAPSHOTS=1 and look at each new right")
  }

  @Test func theDescriptionHasEveryRoute() async throws {
    let answer = try await server.ask(.nobody, .get, "/api/v1/openapi.json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    #expect(document["openapi"] as? String == "3.1.0")
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    let count = paths.values.reduce(0) { $0 + $1.count }
    #expect(count == server.described.count)
  }

  /// A restricted viewer sees what there is, and gets none of it.
  @Test func aRestrictedViewerGetsNoContent() async throws {
    let put = try await server.ask(.member, .put, ServedSandbox.files + "/1/r/artifacts/w.bin", body: "weights")
    #expect(put.status == 200)
    for method in [HTTPMethod.get, .head] {
      let file = try await server.ask(.restrictedViewer, method, ServedSandbox.files + "/1/r/artifacts/w.bin")
      #expect(file.status == 403 && !file.body.contains("weights"))
    }
    #expect(try await server.ask(.viewer, .get, ServedSandbox.files + "/1/r/artifacts/w.bin").body == "weights")
    let model = try await server.ask(
      .restrictedViewer, .get, ServedSandbox.api + "/registered-models/get", query: "name=m")
    #expect(model.status == 200, "\(model)")
  }

  @Test func rightsAreThoseOfTheMoment() async throws {
    let create = ServedSandbox.api + "/registered-models/create"
    #expect(try await server.ask(.member, .post, create, body: #"{"name": "one"}"#).status == 200)
    try await server.runs.revokeToken("member", now: 3)
    #expect(try await server.ask(.member, .post, create, body: #"{"name": "two"}"#).status == 401)
    #expect(try await server.ask(.admin, .post, create, body: #"{"name": "two"}"#).status == 200)
    let record = try server.sandbox.registry(["audit"], in: "acme.git")
    #expect(record.output.contains("\nallowed: 2\n"), "\(record.text)")
  }

  @Test func whatIsCountedNamesNothingThatAnybodyKeeps() async throws {
    _ = try await server.ask(
      .member, .post, ServedSandbox.api + "/registered-models/create", body: #"{"name": "secret-name"}"#)
    _ = try await server.ask(.nobody, .get, "/registries/Lab/nothing")
    let text = try await server.ask(.nobody, .get, "/metrics").body
    #expect(
      text.contains(
        #"git_registry_requests_total{method="POST",route="/registries/{registry}/api/2.0/mlflow/registered-models/create",status="200"} 1"#
      ), "\(text)")
    #expect(text.contains(#"route="none",status="401"} 1"#) && text.contains("git_registry_commit_groups_total 1\n"))
    #expect(!text.contains("secret-name") && !text.contains("Lab"))
    #expect(try await server.ask(.nobody, .get, "/readyz").body == "ok\n")
  }
}
