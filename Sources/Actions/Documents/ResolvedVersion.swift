package import Diagnostics
import Git
import ManifestCoding
package import Manifests
import RegistryStore

/// What a reference means at a commit: one version, with its digests.
package struct ResolvedVersion {
  package let reference: Reference
  package let model: ModelName
  package let number: SemanticVersion
  package let manifest: ModelVersion
  package let purged: [Tombstone]
  private let reader: RegistryReader

  /// - Throws: ``ActionFailure`` if the reference names no version, or none that is there.
  package init(_ reference: Reference, in reader: RegistryReader) throws {
    let (model, selector) = try reference.requireVersion()
    self.reference = reference
    self.model = model
    self.reader = reader
    number = try reader.find.number(selector, of: model)
    manifest = try reader.find.version(number, of: model)
    purged = try reader.find.purged(of: manifest)
  }

  /// `basis` is null unless a date named the commit.
  package var value: JSONValue {
    .object([
      "reference": .string("\(reference)"), "registry": .string(model.registry), "model": .string(model.model),
      "version": .string("\(number)"), "status": .string(manifest.status.rawValue),
      "commit": .string("\(reader.commit.id)"), "basis": reader.basis.map { .string($0.rawValue) } ?? .null,
      "artifacts": .array(manifest.artifacts.map(\.value)),
      "purged": .array(purged.map { .string("\($0.digest)") }),
    ])
  }
}
