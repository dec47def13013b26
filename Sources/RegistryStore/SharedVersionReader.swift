import ManifestCoding
import Manifests

/// One reader of versions for many snapshots: each commit of a history brings a manifest like the one before.
package final class SharedVersionReader {
  private var reader = VersionReader()

  package init() {}

  /// Nil for what has to be decoded, and may be wrong.
  func version(from text: [UInt8]) -> ModelVersion? { reader.version(from: text) }
}
