package import Diagnostics
import ManifestCoding
package import Manifests

extension ModelFacts {
  /// The signature as MLflow has it.
  ///
  /// - Parameter what: whose it is, for the message if there is none.
  package func requireMLflow(_ what: String) throws -> JSONValue {
    guard let signature else {
      throw ActionFailure(.conflict, "\(what) has no signature", help: "set it with version edit --signature")
    }
    return signature.mlflow
  }
}
