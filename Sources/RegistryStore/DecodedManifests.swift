import GitObjects
import ManifestCoding
import Manifests

/// What manifests say, by their blobs: for several snapshots that have most of them in common, such as those of one commit after the other.
/// Belongs to one thread.
package final class DecodedManifests {
  private struct Key: Hashable {
    let blob: ObjectID
    let format: ManifestFormat
    let type: ObjectIdentifier
  }

  private var manifests: [Key: Any] = [:]

  package init() {}

  /// What the manifest in a blob says; decoded where that is not known.
  func manifest<Value: Manifest, Failure>(
    in blob: ObjectID, as format: ManifestFormat, _ decode: () throws(Failure) -> DecodedManifest<Value>
  ) throws(Failure) -> DecodedManifest<Value> {
    let key = Key(blob: blob, format: format, type: ObjectIdentifier(Value.self))
    if let known = manifests[key] as? DecodedManifest<Value> { return known }
    let decoded = try decode()
    manifests[key] = decoded
    return decoded
  }
}
