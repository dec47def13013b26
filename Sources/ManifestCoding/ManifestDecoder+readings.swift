internal import Manifests

/// Both readings of a YAML text, for what holds them equal.
extension ManifestDecoder {
  /// As the reader of the canonical form reads it, nil if it gives up, and as libyaml's events say.
  package static func readings(of bytes: [UInt8]) -> (canonical: Node?, libyaml: Node?) {
    (CanonicalReader.read(bytes), yaml(bytes).node)
  }

  /// A YAML text that is no manifest, by the same bounds and with the same problems.
  ///
  /// - Returns: no node where the text cannot be read at all.
  package static func yaml(_ bytes: [UInt8]) -> (node: Node?, problems: [ManifestProblem]) {
    readWhole(bytes, as: .yaml, limit: ManifestKind.largestSizeInBytes)
  }

  /// The manifest and its problems by either reading; nil for the first if the reader of the canonical form gives up.
  package static func decodings<Value: Manifest>(
    _ type: Value.Type, of bytes: [UInt8]
  ) -> (canonical: DecodedManifest<Value>?, libyaml: DecodedManifest<Value>) {
    let limit = Value.kind.sizeLimitInBytes
    let canonical = bytes.count <= limit ? CanonicalReader.read(bytes) : nil
    return (
      canonical.map { decode(type, from: ($0, []), as: .yaml) },
      decode(type, from: readWhole(bytes, as: .yaml, limit: limit), as: .yaml)
    )
  }
}
