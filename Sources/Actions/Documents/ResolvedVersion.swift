import Blobs
package import Diagnostics
import Git
import ManifestCoding
package import Manifests
import RegistryStore

/// What a reference means at a commit: one version or candidate, with its digests.
package struct ResolvedVersion {
  package let reference: Reference
  package let model: ModelName
  package let exact: ExactVersion
  /// Of a candidate, what it would be published as.
  package let manifest: ModelVersion
  package let purged: [Tombstone]
  /// Of all its content.
  package var digest: Digest { manifest.artifacts.digest }
  private let reader: RegistryReader

  /// - Throws: ``ActionFailure`` if the reference names no version, or none that is there.
  package init(_ reference: Reference, in reader: RegistryReader) throws {
    let (model, selector) = try reference.requireVersion()
    self.reference = reference
    self.model = model
    self.reader = reader
    exact = try reader.find.exact(selector, of: model)
    manifest = try reader.find.version(exact, of: model)
    purged = try reader.find.purged(of: manifest)
  }

  /// `basis` is null unless a date named the commit.
  package var value: JSONValue {
    .object(
      [.init("reference", .string("\(reference)"))] + exact.fields(of: model) + [
        .init("status", exact.status(manifest)), .init("commit", .string("\(reader.commit.id)")),
        .init("basis", reader.basis.map { .string($0.rawValue) } ?? .null),
        .init("artifacts", .array(manifest.artifacts.map(\.value))),
        .init("digest", .string("\(digest)")), .init("purged", .array(purged.map { .string("\($0.digest)") })),
      ])
  }
}
