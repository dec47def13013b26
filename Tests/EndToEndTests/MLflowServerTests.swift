import Foundation
import TestSupport
import Testing

/// MLflow's own client against `git registry serve`.
@Suite(.enabled(if: MLflowPeers.python != nil, MLflowPeers.missing))
struct MLflowServerTests {
  /// A clone of a registry of one person.
  private static func clone() throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "models", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    return sandbox
  }

  /// What the README and docs/mlflow.md show, and every call of the client beside it.
  @Test func theClientWorksUnmodified() throws {
    let sandbox = try Self.clone()
    try MLflowServer.serve("models", in: sandbox) { address in
      let script = SourceTree.url("Tests/EndToEndTests/Peers/mlflow-client.py").path
      let outcome = try sandbox.run(
        #require(MLflowPeers.python), [script], environment: address.variables(registry: "Models"))
      try #require(outcome.status == 0, "\(outcome.text)")
      let output = outcome.output.split(separator: "\n").filter { !$0.hasPrefix("🏃") && !$0.hasPrefix("🧪") }
      let candidate = try #require(outcome.output.firstMatch(of: /candidate ([0-9a-f]{32})/)).output.1
      let lines = output.filter { !$0.hasPrefix("candidate") }
      let facts = try sandbox.registry("show", "Models/doubler@candidate:\(candidate)", in: "models")
      #expect(
        facts.contains("accuracy=0.75") && facts.contains("depth=3") && facts.contains("metrics.jsonl"), "\(facts)")
      #expect(
        lines == [
          "version 1", "run first", "loaded by number", "loaded models:/doubler@champion",
          "loaded models:/doubler@1.0.0",
          "loaded models:/doubler/1.0.0", "loaded models:/doubler/latest",
          "RESOURCE_ALREADY_EXISTS: Registered Model (name=plain) already exists.",
          "RESOURCE_DOES_NOT_EXIST: Registered Model with name=nothing not found",
          "RESOURCE_DOES_NOT_EXIST: Model Version (name=doubler, version=7) not found",
          "RESOURCE_DOES_NOT_EXIST: Run with id=00000000000000000000000000000000 not found", "runs 1",
          "experiments ['Default', '[model]doubler', 'tuning']",
        ])
    }
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
    try sandbox.git("fsck", "--strict", in: "models")
    // What a client logged is what anybody reads.
    let shown = try sandbox.registry("show", "Models/doubler@1.0.0", in: "models")
    #expect(shown.contains("learning_rate") && shown.contains("MLmodel") && shown.contains("doubles"))
    #expect(try sandbox.git("status", "--porcelain", in: "models") == "")
    try sandbox.registry("pull", "Models/doubler@1.0.0", "--output", "pulled", in: "models")
    #expect(sandbox.exists("models/pulled/MLmodel"))
  }

  /// The code of docs/mlflow.md, as it stands there.
  @Test func theDocumentedCodeRuns() throws {
    let sandbox = try Self.clone()
    let text = try String(contentsOf: SourceTree.url("docs/mlflow.md"), encoding: .utf8)
    let blocks = text.matches(of: /```python\n(?s)(.*?)```/).map(\.output.1)
    try #require(blocks.count == 2)
    try sandbox.write(blocks.joined(separator: "\n"), to: "train.py")
    try MLflowServer.serve("models", in: sandbox) { address in
      let outcome = try sandbox.run(
        #require(MLflowPeers.python), [sandbox.path("train.py")], environment: address.variables(registry: "Models"))
      try #require(outcome.status == 0, "\(outcome.text)")
      #expect(outcome.output.contains("[2.0, 4.0]"))
    }
    let log = try sandbox.registry("log", "Models/doubler", in: "models")
    #expect(log.contains("1.0.0") && log.contains("champion"))
  }

  /// Each write is a commit by the person whose clone it is.
  @Test func writesAreCommits() throws {
    let sandbox = try Self.clone()
    try MLflowServer.serve("models", in: sandbox) { address in
      func post(_ path: String, _ body: String) throws -> String {
        try sandbox.run(
          "curl",
          [
            "-s", "-X", "POST", "-H", "Authorization: Bearer \(address.token)", "-d", body,
            "\(address.url)/registries/Models/api/2.0/mlflow/\(path)",
          ]
        ).output
      }
      let model = try post("registered-models/create", #"{"name": "m"}"#)
      let landed = try sandbox.git("log", "-1", "--format=%ct", in: "models").dropLast()
      #expect(model.contains(#""name": "m", "creation_timestamp": \#(landed)000"#), "\(model)")
      #expect(try post("model-versions/create", #"{"name": "m", "source": "s3://a/b"}"#).contains(#""version": "1""#))
      // What a command did is there at the next request.
      try sandbox.registry("version", "create", "Models/m", "2.0.0", "--metric", "a=1", in: "models")
      #expect(try post("registered-models/get-latest-versions", #"{"name": "m"}"#).contains(#""version": "2""#))
    }
    #expect(
      try sandbox.git("log", "--format=%an %s", "-3", in: "models")
        == "Ada Lovelace Publish Models/m@2.0.0\nAda Lovelace Publish Models/m@1.0.0\nAda Lovelace Create model Models/m\n"
    )
  }

  /// Files that a run logged and no manifest names are no garbage.
  @Test func collectingLeavesRunsAlone() throws {
    let sandbox = try Self.clone()
    try MLflowServer.serve("models", in: sandbox) { address in
      let files = "\(address.url)/registries/Models/api/2.0/mlflow-artifacts/artifacts/1/run/artifacts"
      func curl(_ arguments: String...) throws -> String {
        try sandbox.run("curl", ["-s", "-H", "Authorization: Bearer \(address.token)"] + arguments).output
      }
      try sandbox.write("weights", to: "w.bin")
      try sandbox.write("noise", to: "n.bin")
      #expect(try curl("-T", sandbox.path("w.bin"), "\(files)/w.bin") == "{}")
      #expect(try curl("-T", sandbox.path("n.bin"), "\(files)/n.bin") == "{}")
      #expect(try curl("-X", "DELETE", "\(files)/n.bin") == "{}")
      let said = try sandbox.registry("gc", "--grace", "0m", in: "models")
      #expect(said.contains("keeps 1 named") && said.contains("freed 5 B"), "\(said)")
      #expect(try curl("\(files)/w.bin") == "weights")
    }
  }

  /// Where content is kept in git itself, a version's files are there too, and are served from there.
  @Test func contentInGitItselfIsServed() throws {
    let sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "models", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "models")
    try MLflowServer.serve("models", in: sandbox) { address in
      func curl(_ arguments: String...) throws -> String {
        try sandbox.run("curl", ["-s", "-H", "Authorization: Bearer \(address.token)"] + arguments).output
      }
      let api = "\(address.url)/registries/Models/api/2.0"
      try sandbox.write("weights", to: "w.bin")
      #expect(try curl("-T", sandbox.path("w.bin"), "\(api)/mlflow-artifacts/artifacts/1/r/w.bin") == "{}")
      let create = "\(api)/mlflow/model-versions/create"
      #expect(
        try curl("-d", #"{"name": "m", "source": "mlflow-artifacts:/1/r"}"#, create).contains(#""version": "1""#))
      #expect(try curl("-d", #"{"name": "m", "source": "models:/m/1"}"#, create).contains(#""version": "2""#))
      #expect(try curl("-X", "DELETE", "\(api)/mlflow-artifacts/artifacts/1/r/w.bin") == "{}")
      try sandbox.registry("gc", "--grace", "0m", in: "models")
      let files = "\(api)/mlflow-artifacts/artifacts/versions/m/1.0.0"
      #expect(try curl("\(files)/w.bin") == "weights")
      #expect(try curl("-r", "2-4", "\(files)/w.bin") == "igh")
    }
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
    try sandbox.registry("pull", "Models/m@1.0.0", "--output", "pulled", in: "models")
    #expect(try sandbox.read("models/pulled/w.bin") == "weights")
  }

  /// Runs may lie elsewhere, from the first start on; a second server is refused, and changes nothing of where `gc` looks.
  @Test func runsMayLieElsewhere() throws {
    let sandbox = try Self.clone()
    try MLflowServer.serve("models", data: "runs", in: sandbox) { _ in
      #expect(sandbox.exists("runs/runs.sqlite"))
      let second = try sandbox.registry(["serve", "--data", "others", "models"])
      #expect(second.status != 0 && second.text.contains("another server already serves this repository"))
      #expect(try sandbox.git("config", "registry.serverData", in: "models") == sandbox.path("runs") + "\n")
    }
  }

  /// What a server is built of would make every command start later.
  @Test func theCommandLineLinksNoServer() throws {
    let program = try Data(contentsOf: URL(filePath: GitSandbox.program))
    let server = try Data(contentsOf: URL(filePath: MLflowServer.program))
    for module in ["NIOCore", "GRDB", "Hummingbird", "MLflowAPI"] {
      #expect(program.range(of: Data(module.utf8)) == nil, "\(module)")
      // Names of modules are in a program that has them.
      #expect(server.range(of: Data(module.utf8)) != nil, "\(module)")
    }
  }

  /// Without the token nothing is said, and no page of another site gets in.
  @Test func nobodyElseIsLetIn() throws {
    let sandbox = try Self.clone()
    try MLflowServer.serve("models", in: sandbox) { address in
      let search = "\(address.url)/registries/Models/api/2.0/mlflow/registered-models/search"
      func status(_ headers: String..., to url: String = search) throws -> String {
        try sandbox.run(
          "curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}"] + headers.flatMap { ["-H", $0] } + [url]
        ).output
      }
      let token = "Authorization: Bearer \(address.token)"
      #expect(try status(token) == "200")
      #expect(try status() == "401")
      #expect(try status(token + "x") == "401")
      #expect(try status(token, "Host: evil.org") == "421")
      #expect(try status(to: search.replacing("Models", with: "Secret")) == "401")
      #expect(try status(token, to: search.replacing("Models", with: "Secret")) == "404")
      let create = "\(address.url)/registries/Models/api/2.0/mlflow/registered-models/create"
      let refused = try sandbox.run(
        "curl",
        ["-s", "-d", #"{"name": "m"}"#, "-H", token, "-H", "Origin: https://evil.org", create])
      #expect(refused.output == #"{"error_code": "PERMISSION_DENIED", "message": "Permission denied"}"#)
    }
    #expect(try sandbox.git("log", "--format=%s", in: "models").contains("Create model") == false)
  }
}
