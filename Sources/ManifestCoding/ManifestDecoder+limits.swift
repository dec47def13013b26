import Manifests

extension ManifestDecoder {
  /// What decoding would give for a text over the limit, without the text.
  package static func tooLarge<Value: Manifest>(sizeInBytes: Int) -> DecodedManifest<Value> {
    .init(value: nil, node: nil, problems: [ManifestText.tooLarge(sizeInBytes, Value.kind.sizeLimitInBytes)])
  }
}
