/// Lengths, in code points as Python counts them.
enum TextLimit {
  static func check(_ text: String, _ name: @autoclosure () -> String, atMost limit: Int) throws(RunStoreError) {
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return }
    throw .tooLong(name(), limit: limit)
  }

  /// A text, cut to so many code points: MLflow's server cuts the values of parameters and tags.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
  }
}
