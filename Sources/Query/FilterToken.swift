/// A word, a quoted text or a sign of a filter.
struct FilterToken {
  enum Kind: Hashable {
    case word
    /// In apostrophes, quotation marks or backticks.
    case quoted(by: UInt8)
    /// A bracket, a comma, or a run of `=`, `<`, `>` and `!`.
    case sign
    case end
  }

  let kind: Kind
  /// Without its quotes.
  let text: String
  let bytes: Range<Int>
  /// True if nothing is between this token and the one before it.
  let isGlued: Bool

  /// The word in lower case, by which keywords are known; nil for what is no bare word.
  var keyword: String? { kind == .word && bytes.count <= 12 ? text.lowercased() : nil }

  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }

  var isBacktick: Bool { kind == .quoted(by: UInt8(ascii: "`")) }
}
