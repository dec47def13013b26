/// Words and quoted texts with nothing between them: `status`, `'text'`, `` metrics.`val loss` ``.
struct FilterName {
  let pieces: [FilterToken]

  var bytes: Range<Int> { pieces[0].bytes.lowerBound..<pieces[pieces.count - 1].bytes.upperBound }

  /// The text without quotes.
  var text: String {
    var text = ""
    for piece in pieces { text += piece.text }
    return text
  }

  /// The only piece; nil if there are several.
  var single: FilterToken? { pieces.count == 1 ? pieces[0] : nil }

  /// The text, if it is one bare word.
  var bare: String? { single?.kind == .word ? pieces[0].text : nil }

  /// What is before the first dot that is not in a quoted piece, and the rest, taken apart; nil if there is no such dot.
  var dotted: (word: String, key: [FilterToken])? {
    var word = ""
    for (index, piece) in pieces.enumerated() {
      guard piece.kind == .word, let dot = piece.text.utf8.firstIndex(of: UInt8(ascii: ".")) else {
        word += piece.text
        continue
      }
      word += piece.text[..<dot]
      let behind = String(piece.text[piece.text.utf8.index(after: dot)...])
      let rest = Array(pieces[(index + 1)...])
      guard !behind.isEmpty else { return (word, rest) }
      let start = piece.bytes.upperBound - behind.utf8.count
      let first = FilterToken(kind: .word, text: behind, bytes: start..<piece.bytes.upperBound, isGlued: true)
      return (word, [first] + rest)
    }
    return nil
  }
}
