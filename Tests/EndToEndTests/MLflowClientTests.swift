import Foundation
import TestSupport
import Testing

/// MLflow's clients of three years, unmodified, against `git registry serve`.
@Suite(.enabled(if: MLflowPeers.Client.areThere, "make test installs the clients"))
struct MLflowClientTests {
  private static func repository() throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "models", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    return sandbox
  }

  /// What a client's script prints last.
  private func play(_ script: String, by client: MLflowPeers.Client, in sandbox: GitSandbox) throws -> String {
    var last = ""
    try MLflowServer.serve("models", in: sandbox) { address in
      let path = SourceTree.url("Tests/EndToEndTests/Peers/\(script)").path
      let variables = address.variables(registry: "Models").merging(client.variables) { $1 }
      let outcome = try sandbox.run(#require(MLflowPeers.python), [path], environment: variables)
      try #require(outcome.status == 0, "\(outcome.text)")
      last = outcome.output.split(separator: "\n").last.map(String.init) ?? ""
    }
    #expect(try sandbox.registry(["validate"], in: "models").status == 0)
    try sandbox.git("fsck", "--strict", in: "models")
    return last
  }

  /// A method that is neither called nor explained in the script fails it.
  @Test("MlflowClient by every method", arguments: MLflowPeers.Client.allCases)
  func everyMethod(_ client: MLflowPeers.Client) throws {
    let sandbox = try Self.repository()
    #expect(try play("mlflow-methods.py", by: client, in: sandbox).hasPrefix("\(client.rawValue): "))
    // Free text leaves a name for a folder.
    let models = try sandbox.registry("list", "Models", in: "models")
    #expect(
      models.contains("Fraud-detection-EU-2nd-try") && models.contains("Fraud detection (EU) – 2nd try")
        && models.contains(/model-\d{8}/) && models.contains("感情分析"), "\(models)")
    #expect(try sandbox.registry("show", "Models", in: "models").contains("page-0 page-0-2"))
  }

  /// What the run logged after the version was made is the version's, in a commit of its own.
  @Test("models of scikit-learn, automatic logging, nested runs", arguments: MLflowPeers.Client.allCases)
  func flows(_ client: MLflowPeers.Client) throws {
    let sandbox = try Self.repository()
    #expect(try play("mlflow-flows.py", by: client, in: sandbox) == "\(client.rawValue): all of it")
    let shown = try sandbox.registry("show", "Models/iris@1.0.0", in: "models")
    #expect(
      shown.contains("accuracy=") && shown.contains("later=0.25") && shown.contains("seed=7")
        && shown.contains("report.txt"), "\(shown)")
    #expect(
      try sandbox.registry("log", "Models/iris", in: "models").contains(
        "edited Models/iris 1.0.0: artifacts, parameters, metrics"))
  }
}
