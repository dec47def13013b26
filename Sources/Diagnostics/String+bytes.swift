extension String {
  /// True if the bytes of some words are in the text.
  ///
  /// The standard library's `contains` of another string is not inlined; its first call makes types that cost 440,000
  /// instructions, a thirtieth of `version create`.
  package func contains(bytesOf words: String) -> Bool {
    var text = self
    return text.withUTF8 { $0.contains(bytesOf: words) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// True if the bytes of some words are in these; of no words, always.
  package func contains(bytesOf words: String) -> Bool {
    let words = Array(words.utf8)
    guard let first = words.first else { return true }
    return indices.contains { self[$0] == first && self[$0...].starts(with: words) }
  }
}
