import Foundation
import TestSupport
import Testing

/// MLflow, `onnx` and `safetensors` from PyPI, which `make test` installs and names by their Python in `MLFLOW_PYTHON`.
enum MLflowPeers {
  static let python = ProcessInfo.processInfo.environment["MLFLOW_PYTHON"]
  static let missing: Comment = "MLFLOW_PYTHON names no Python with mlflow-skinny, pandas, scipy, onnx and safetensors"

  /// A client of the tests: packages of one MLflow, with all others in ``python``.
  enum Client: String, CaseIterable, CustomTestStringConvertible {
    case second = "2.22.5"
    case third = "3.11.1"
    /// The one that is installed with the others.
    case newest = "3.17.2"

    var testDescription: String { "MLflow \(rawValue)" }

    var variables: [String: String] {
      self == .newest ? [:] : ["PYTHONPATH": SourceTree.url(".build/mlflow-\(rawValue)").path]
    }

    static let areThere = allCases.allSatisfy { client in
      guard let folder = client.variables["PYTHONPATH"] else { return python != nil }
      return FileManager.default.fileExists(atPath: folder + "/mlflow/version.py")
    }
  }

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
