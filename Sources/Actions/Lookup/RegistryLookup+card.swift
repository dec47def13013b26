import Git
package import GitObjects
package import Manifests
import RegistryStore

extension RegistryLookup {
  /// The card of a registry or a model; nil if there is none, or it is too long to be one.
  package func card(of reference: Reference) throws -> [UInt8]? {
    try cardBlob(of: reference).flatMap { try snapshot.content(of: $0, atMost: ModelName.cardLimitInBytes) }
  }

  /// What the card of a registry or a model is in git; nil if there is none.
  package func cardBlob(of reference: Reference) throws -> ObjectID? {
    let folder = ["registries", reference.registry, reference.model].compactMap { $0 }.joined(separator: "/")
    guard let path = RepositoryPath("\(folder)/README.md"), let entry = try snapshot.entry(at: path),
      entry.mode == .file || entry.mode == .executable
    else { return nil }
    return entry.id
  }
}
