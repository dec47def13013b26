import Git
package import Manifests
import RegistryStore

extension RegistryLookup {
  /// The card of a registry or a model; nil if there is none, or it is too long to be one.
  package func card(of reference: Reference) throws -> [UInt8]? {
    let folder = ["registries", reference.registry, reference.model].compactMap { $0 }.joined(separator: "/")
    guard let path = RepositoryPath("\(folder)/README.md"), let entry = try snapshot.entry(at: path),
      entry.mode == .file || entry.mode == .executable
    else { return nil }
    return try snapshot.content(of: entry.id, atMost: ModelName.cardLimitInBytes)
  }
}
