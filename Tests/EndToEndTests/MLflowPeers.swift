import Foundation
import TestSupport
import Testing

/// MLflow, `onnx` and `safetensors` from PyPI, which `make test` installs and names by their Python in `MLFLOW_PYTHON`.
enum MLflowPeers {
  static let python = ProcessInfo.processInfo.environment["MLFLOW_PYTHON"]
  static let missing: Comment = "MLFLOW_PYTHON names no Python with mlflow-skinny, pandas, scipy, onnx and safetensors"

  /// What a script in `Peers` prints, from JSON.
  static func run<Value: Decodable>(
    _ script: String, _ arguments: [String], in sandbox: GitSandbox, as type: Value.Type = Value.self
  ) throws -> Value {
    let path = SourceTree.url("Tests/EndToEndTests/Peers/\(script)").path
    let outcome = try sandbox.run(try #require(python), [path] + arguments)
    try #require(outcome.status == 0, "\(outcome.text)")
    return try JSONDecoder().decode(Value.self, from: Data(outcome.output.utf8))
  }
}
