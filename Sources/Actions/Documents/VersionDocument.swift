import Blobs
package import Diagnostics
import ManifestCoding
package import Manifests
import RegistryStore
import Rules

/// A version as programs read it: its manifest after the names that its path gives it, the aliases that name it, and what of
/// its artifacts was purged.
package struct VersionDocument {
  package let model: ModelName
  package let number: SemanticVersion
  package let manifest: ModelVersion
  /// Sorted.
  package let aliases: [String]
  package let purged: [Tombstone]

  /// One of a list of versions, without a look at what was purged.
  ///
  /// - Parameter model: the manifest of the model, which has been read.
  package init(_ number: SemanticVersion, of name: ModelName, _ model: Model, by find: RegistryLookup) throws {
    self.init(name, number, try find.version(number, of: name), model, purged: [])
  }

  /// - Throws: ``ActionFailure`` if there is no such version.
  package init(_ number: SemanticVersion, of name: ModelName, by find: RegistryLookup) throws {
    let manifest = try find.version(number, of: name)
    self.init(name, number, manifest, try find.model(name), purged: try find.purged(of: manifest))
  }

  private init(
    _ name: ModelName, _ number: SemanticVersion, _ manifest: ModelVersion, _ model: Model, purged: [Tombstone]
  ) {
    self.model = name
    self.number = number
    self.manifest = manifest
    aliases = model.aliases(of: number)
    self.purged = purged
  }

  package var value: JSONValue {
    let head: [JSONValue.Member] = [
      .init("registry", .string(model.registry)), .init("model", .string(model.model)),
      .init("version", .string("\(number)")), .init("aliases", .array(aliases.map { .string($0) })),
      .init("status", .string(manifest.status.rawValue)),
    ]
    let tombstones = purged.map {
      JSONValue.object([.init("digest", .string("\($0.digest)")), .init("reason", .string($0.reason))])
    }
    let tail: [JSONValue.Member] = tombstones.isEmpty ? [] : [.init("purged", .array(tombstones))]
    let digest = JSONValue.Member("digest", .string("\(manifest.artifacts.digest)"))
    return .object(head + manifest.shownFields.filter { $0.key != "status" } + [digest] + tail)
  }
}

extension RegistryLookup {
  /// The tombstones of those of a version's artifacts whose content was purged.
  package func purged(of version: ModelVersion) throws -> [Tombstone] {
    try version.artifacts.compactMap { try snapshot.tombstone(of: $0.digest) }
  }
}
