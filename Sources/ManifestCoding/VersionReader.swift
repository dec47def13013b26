package import Manifests

/// Reads manifests of versions one after the other, as ``ManifestDecoder`` does: what is like one that was read before is that one with
/// its own values in the lines that differ.
///
/// Whoever reads every version of a registry reads what few CI jobs have written: 4,000 instructions a manifest instead of 150,000.
package struct VersionReader {
  /// The one that was met last first.
  private var known: [KnownVersion] = []
  /// More shapes of manifests than this are decoded one by one.
  private static let shapesKept = 8

  package init() {}

  /// - Parameter text: of YAML, no longer than a manifest may be.
  /// - Returns: nil for a text that has to be decoded, which may be wrong.
  package mutating func version(from text: [UInt8]) -> ModelVersion? {
    // By index: an iterator would hold the array, and swapping copy it.
    for index in known.indices {
      guard let version = known[index].version(like: text) else { continue }
      if index > 0 { known.swapAt(0, index) }
      return version
    }
    guard let shape = KnownVersion(text) else { return nil }
    if known.count == Self.shapesKept { known.removeLast() }
    known.insert(shape, at: 0)
    return shape.value
  }
}
