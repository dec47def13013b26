import Foundation
import TestSupport
import Testing

/// The server's own interface: the documents that commands print, docs/api.md, and what nobody may learn.
struct RegistryAPITests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    sandbox.environment["GIT_REGISTRY_SERVER"] = MLflowServer.program
  }

  /// An address below `/api/v1`, and the command that prints the same.
  private static let same: [(path: String, command: String)] = [
    ("registries", "list"), ("registries/Models", "show Models"),
    ("registries?where=status%20%3D%20active", "list --where status_=_active"),
    ("registries/Fine_Tuned_Models/members", "member list --registry Fine_Tuned_Models"),
    ("registries/Fine_Tuned_Models/models", "list Fine_Tuned_Models"),
    ("registries/Fine_Tuned_Models/models/sentiment", "show Fine_Tuned_Models/sentiment"),
    ("registries/Fine_Tuned_Models/models/sentiment/card", "show Fine_Tuned_Models/sentiment --card"),
    ("registries/Fine_Tuned_Models/models/sentiment/versions", "list Fine_Tuned_Models/sentiment"),
    (
      "registries/Fine_Tuned_Models/models/sentiment/versions?sort=-version",
      "list Fine_Tuned_Models/sentiment --sort -version"
    ),
    ("registries/Fine_Tuned_Models/models/sentiment/versions/latest", "show Fine_Tuned_Models/sentiment@latest"),
    (
      "registries/Fine_Tuned_Models/models/sentiment/versions/latest/resolve",
      "resolve Fine_Tuned_Models/sentiment@latest"
    ),
    ("resolve?ref=Fine_Tuned_Models/sentiment@%5E1", "resolve Fine_Tuned_Models/sentiment@^1"),
    (
      "registries/Fine_Tuned_Models/models/sentiment/versions/latest/lineage",
      "lineage Fine_Tuned_Models/sentiment@latest"
    ),
    ("registries/Datasets/models/reviews/versions/1.0.0/recall", "recall Datasets/reviews@1.0.0"),
    (
      "registries/Fine_Tuned_Models/models/sentiment/versions/latest/inspect",
      "inspect Fine_Tuned_Models/sentiment@latest"
    ),
    ("registries/Fine_Tuned_Models/models/sentiment/plot?metric=accuracy", "plot Fine_Tuned_Models/sentiment accuracy"),
    ("registries/Fine_Tuned_Models/models/sentiment/candidates", "candidate list Fine_Tuned_Models/sentiment"),
    (
      "compare?ref=Fine_Tuned_Models/sentiment@1.0.0&ref=Fine_Tuned_Models/sentiment@latest",
      "compare Fine_Tuned_Models/sentiment@1.0.0 Fine_Tuned_Models/sentiment@latest"
    ),
    ("search", "search"), ("search?words=sentiment&scope=models", "search sentiment --models"),
    ("search?scope=artifacts", "search --artifacts"), ("search?scope=registries", "search --registries"),
    ("log", "log"), ("registries/Datasets/log", "log Datasets"),
    ("log?event=version-published", "log --event version-published"),
    ("members", "member list"), ("effective-members", "member list --effective"), ("teams", "team list"),
    ("du", "du"), ("registries/Models/du", "du Models"), ("rules", "explain"),
    ("rules/alias-dangling", "explain alias-dangling"),
  ]

  @Test func theDocumentsAreThoseOfTheCommands() throws {
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("sample"))
    try sandbox.git("init", "--quiet", "sample")
    try sandbox.git("config", "user.email", "ada@acme.org", in: "sample")
    try sandbox.git("add", ".", in: "sample")
    try sandbox.git("commit", "--quiet", "--message", "x", in: "sample")
    try MLflowServer.serve("sample", in: sandbox) { address in
      for (path, command) in Self.same {
        let words = command.split(separator: " ").map { $0.replacingOccurrences(of: "_=_", with: " = ") }
        let printed = try sandbox.registry(words + ["--json"], in: "sample")
        try #require(printed.status == 0, "\(command): \(printed.text)")
        let answer = try curl(address, path)
        #expect(answer.status == "200", "\(path): \(answer.body)")
        #expect(answer.body == printed.output, "\(path) is not git registry \(command)")
      }
      let first = try curl(address, "search?limit=1")
      let next = try #require(first.headers.firstMatch(of: /(?i)link: <(\?\S+)>; rel="next"/)).output.1
      let rest = try curl(address, "search\(next)&limit=1".replacing("&limit=1&", with: "&"))
      #expect(rest.status == "400" || rest.body != first.body)
      let second = try curl(address, "search\(next)")
      #expect(second.status == "200" && second.body != first.body)
      let schema = try sandbox.run("curl", ["-s", "\(address.url)/-/schema/v1/model.json"]).output
      #expect(schema == (try String(contentsOf: SourceTree.url("schema/model.json"), encoding: .utf8)))
    }
  }

  /// docs/api.md, as it stands there, and what a refusal, a wrong word and a lost race are told.
  @Test func theDocumentedCommandsRun() throws {
    try sandbox.registry("init", "models", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.git("config", "user.email", "ada@acme.org", in: "models")
    let text = try String(contentsOf: SourceTree.url("docs/api.md"), encoding: .utf8)
    let blocks = text.matches(of: /```sh\n(?s)(.*?)```/).map { String($0.output.1) }
    try #require(blocks.count > 6)
    try MLflowServer.serve("models", in: sandbox) { address in
      let script = blocks.joined(separator: "\n").replacing(
        "export API=http://127.0.0.1:5000/api/v1 TOKEN=grt_…",
        with: "set -eu\nexport API=\(address.url)/api/v1 TOKEN=\(address.token)")
      try #require(script.contains(address.token))
      try sandbox.write(script, to: "api.sh")
      let outcome = try sandbox.run("bash", [sandbox.path("api.sh")])
      try #require(outcome.status == 0, "\(outcome.text)")
      #expect(outcome.output.contains("has moved on from the commit that If-Match names"), "\(outcome.text)")
      #expect(outcome.output.contains(#""ref": "Models/sentiment@1.0.0""#), "\(outcome.text)")

      let refused = try curl(address, "registries/Models/models/sentiment/versions", ["--json", #"{"version": "1"}"#])
      #expect(refused.status == "422" && refused.body.contains("version-not-semantic"), "\(refused)")
      let wrong = try curl(address, "registries/Models/models/sentiment/versions", ["--json", #"{"bumb": "minor"}"#])
      #expect(wrong.status == "400" && wrong.body.contains("did you mean 'bump'?"), "\(wrong)")
      let unsent = try curl(
        address, "registries/Models/models/sentiment/versions",
        ["--json", #"{"artifacts": [{"path": "a", "digest": "sha256:\#(String(repeating: "0", count: 64))"}]}"#])
      #expect(unsent.status == "409" && unsent.body.contains("was not sent"), "\(unsent)")
      let dry = try curl(address, "registries/Models/models?dryRun=true", ["--json", #"{"name": "dry"}"#])
      #expect(dry.status == "200" && dry.body.contains(#""commit": null"#), "\(dry)")
      #expect(try curl(address, "registries/Models/models/dry").status == "404")
    }
    let log = try sandbox.registry("log", "Models/sentiment", in: "models")
    #expect(log.contains("published") && log.contains("yanked"), "\(log)")
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
  }

  /// A registry that is hidden from somebody is in nothing that they are told.
  @Test func whatIsHiddenIsInNothing() throws {
    let team = try TeamServer()
    let place = "git/acme.git"
    for command in [
      "create Secret --visibility restricted", "model create Secret/ghost", "model create Models/open",
      "version create Secret/ghost 1.0.0 --metric acc=0.5",
      "version create Models/open 1.0.0 --metric acc=0.5",
      "member add bob --email bob@acme.org", "version create Secret/ghost 1.0.1 --lineage Models/open@1.0.0",
    ] {
      try team.sandbox.registry(command.split(separator: " ").map(String.init), in: place).requireSuccess()
    }
    let (bob, ada) = (try team.token("bob"), try team.token("ada"))
    try team.serve("--listen 127.0.0.1:PORT --root git") { (port: Int) throws in
      let url = "http://127.0.0.1:\(port)/api/v1/organizations/acme"
      let paths = [
        "registries", "search", "search?scope=models", "search?scope=registries", "search?scope=candidates",
        "search?scope=artifacts", "log", "diff?from=2100-01-01", "members", "effective-members", "du",
        "registries/Models/models/open/versions/1.0.0/recall",
        "registries/Models/models/open/versions/1.0.0/lineage?direction=down", "registries?limit=1&offset=1",
      ]
      for path in paths {
        let hidden = try team.curl("-u", "x:\(bob)", "\(url)/\(path)")
        #expect(hidden.status == "200", "\(path): \(hidden)")
        #expect(!hidden.body.contains("ghost") && !hidden.body.contains("Secret"), "\(path): \(hidden.body)")
      }
      for (path, name) in [("search", "Secret/ghost@1.0.1"), ("registries", "Secret"), ("log", "ghost")] {
        #expect(try team.curl("-u", "x:\(ada)", "\(url)/\(path)").body.contains(name), "\(path)")
      }
      for rest in ["", "/models", "/models/ghost", "/models/ghost/versions/1.0.0", "/log"] {
        let hidden = try team.curl("-u", "x:\(bob)", "\(url)/registries/Secret\(rest)")
        let missing = try team.curl("-u", "x:\(bob)", "\(url)/registries/Nowhere\(rest)")
        #expect(hidden == missing && hidden.status == "404", "\(rest): \(hidden)")
      }
      #expect(
        try team.curl("-u", "x:\(bob)", "\(url)/resolve?ref=Secret/ghost@1.0.0").body.contains("there is no registry"))
      #expect(try team.curl("\(url)/registries").status == "401")
    }
  }

  private func curl(
    _ address: MLflowServer.Address, _ path: String, _ more: [String] = []
  ) throws -> (status: String, headers: String, body: String) {
    let outcome = try sandbox.run(
      "curl",
      [
        "-s", "-m", "30", "-g", "-o", "body", "-D", "headers", "-w", "%{http_code}", "-H",
        "Authorization: Bearer \(address.token)",
      ] + more + ["\(address.url)/api/v1/\(path)"])
    return (outcome.output, try sandbox.read("headers"), (try? sandbox.read("body")) ?? "")
  }
}
