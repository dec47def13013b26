/// What is read as Markdown, and what is shown as the text that it is.
enum CardBounds {
  /// Rows that are shorter than their table are filled up with cells: a few kilobytes become a hundred megabytes.
  static let columnsAtMost = 64
  static let bytesAtMost = 256 << 10

  static func isRead(_ text: String) -> Bool { text.utf8.count <= bytesAtMost && widestTable(text) <= columnsAtMost }

  /// The columns of the widest line that could be the one between a table's head and its rows: `|---|:-:|`.
  ///
  /// Source: GitHub Flavored Markdown, 4.10 "Tables (extension)".
  private static func widestTable(_ text: String) -> Int {
    var widest = 0
    for line in text.utf8.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      // What may stand before it makes it part of a list or of a quotation.
      let isDelimiter = line.allSatisfy { "|-: \t>*+0123456789.)\u{b}\u{c}".utf8.contains($0) }
      if isDelimiter { widest = max(widest, columns(line)) }
    }
    return widest
  }

  /// The parts between bars, of which those at both ends may be left out.
  private static func columns(_ line: Substring.UTF8View.SubSequence) -> Int {
    line.split(separator: UInt8(ascii: "|")).count { $0.contains(UInt8(ascii: "-")) }
  }
}
