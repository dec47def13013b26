package import Diagnostics
import ManifestCoding
package import Manifests
import RegistryStore
import Rules

/// A model as programs read it: its manifest after the names that its path gives it, and its versions.
package struct ModelDocument {
  package let name: ModelName
  package let manifest: Model
  /// Lowest first.
  package let versions: [SemanticVersion]

  /// - Throws: ``ActionFailure`` if there is no such model.
  package init(_ name: ModelName, by find: RegistryLookup) throws {
    self.name = name
    manifest = try find.model(name)
    versions = try find.snapshot.versions(of: name)
  }

  package var value: JSONValue {
    .object(
      [.init("registry", .string(name.registry)), .init("model", .string(name.model))] + manifest.shownFields + [
        .init("versions", .array(versions.map { .string("\($0)") }))
      ])
  }
}
