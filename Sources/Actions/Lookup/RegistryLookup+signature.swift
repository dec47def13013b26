package import Manifests
import RegistryStore
import Rules

extension RegistryLookup {
  /// True where the version that a new number would follow has a signature.
  package func followsSignature(_ number: SemanticVersion, of model: ModelName) throws -> Bool {
    let line = ReleaseLine(try snapshot.versions(of: model))
    return try NumberClaim(number, of: model, ModelInterface(), in: snapshot, line).followed?.version.signature != nil
  }
}
