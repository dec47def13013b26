package import Diagnostics
import ManifestCoding
package import Manifests
import RegistryStore
import Rules

/// A registry as programs read it: its manifest after the name that its path gives it, its models, and the ordering that
/// holds in it.
package struct RegistryDocument {
  package let name: String
  package let manifest: Registry
  /// In natural order.
  package let models: [String]

  /// - Throws: ``ActionFailure`` if there is no such registry.
  package init(_ name: String, by find: RegistryLookup) throws {
    self.name = name
    manifest = try find.registry(name)
    models = NaturalOrder.sorted(try find.snapshot.modelNames(in: name))
  }

  package var value: JSONValue {
    .named(
      name, manifest,
      and: [
        .init("models", .array(models.map { .string($0) })),
        .init("ordering", .string(manifest.effectiveOrdering.rawValue)),
      ])
  }
}
