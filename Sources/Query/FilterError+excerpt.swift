import Diagnostics

extension FilterError {
  /// Characters that are shown before the place, and behind its beginning.
  private static let before = 48
  private static let behind = 72

  /// The text around the place, and a line with carets under it, for a terminal or a page in a fixed width.
  ///
  ///     metrics.accuracy > 0.9 && status = active
  ///                            ^^
  package var excerpt: String {
    let start = text.utf8.index(text.startIndex, offsetBy: min(bytes.lowerBound, text.utf8.count))
    let end = text.utf8.index(text.startIndex, offsetBy: min(bytes.upperBound, text.utf8.count))
    let first = text.index(start, offsetBy: -Self.before, limitedBy: text.startIndex) ?? text.startIndex
    let last = text.index(start, offsetBy: Self.behind, limitedBy: text.endIndex) ?? text.endIndex
    let head = (first == text.startIndex ? "" : "…") + Self.shown(text[first..<start])
    let place = Self.shown(text[start..<max(start, min(end, last))])
    let tail = Self.shown(text[max(start, min(end, last))..<last]) + (last == text.endIndex ? "" : "…")
    let carets = String(repeating: "^", count: max(1, place.count))
    return head + place + tail + "\n" + String(repeating: " ", count: head.count) + carets
  }

  /// On one line, whatever it is.
  private static func shown(_ part: Substring) -> String {
    EscapedText.line(String(part.map { $0.isWhitespace ? " " : $0 }))
  }
}
