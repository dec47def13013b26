import Diagnostics

/// What is wrong with a filter, an order or a list of columns, and where.
package struct FilterError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One phrase, without a full stop.
  package let message: String
  /// What to do, or what was probably meant.
  package let help: String?
  /// The filter that was read.
  package let text: String
  /// The bytes of the text that are meant; empty behind its end.
  package let bytes: Range<Int>

  init(_ message: String, help: String? = nil, in text: String, at bytes: Range<Int>) {
    self.message = Self.clipped(EscapedText.line(message))
    self.help = help.map { Self.clipped(EscapedText.line($0)) }
    self.text = text
    self.bytes = bytes
  }

  /// The 1-based character of the text where the place begins.
  package var column: Int { text[..<index(bytes.lowerBound)].count + 1 }

  /// One line: `column 5: '>=' is not …; help`.
  package var description: String { "column \(column): \(message)" + (help.map { "; \($0)" } ?? "") }

  /// What was written may be long; a message is not.
  private static func clipped(_ text: String) -> String {
    text.utf8.count <= 480 ? text : "\(text.prefix(120)) … \(text.suffix(120))"
  }

  private func index(_ offset: Int) -> String.Index {
    text.utf8.index(text.startIndex, offsetBy: min(offset, text.utf8.count))
  }
}
