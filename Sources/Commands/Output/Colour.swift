/// The few colours of the output, by what they mean; git's own where git has one.
///
/// Source: ECMA-48, "SGR"; git-config(1), "color.diff.<slot>".
enum Colour: String {
  case heading = "1"
  case error = "1;31"
  case warning = "1;33"
  case hint = "36"
  case commit = "33"
  case added = "32"
  case removed = "31"

  /// The text in this colour where standard output is a terminal; as it is elsewhere.
  func paint(_ text: String) -> String { Terminal.output.isColoured ? always(text) : text }

  func always(_ text: String) -> String { text.isEmpty ? text : "\u{1b}[\(rawValue)m\(text)\u{1b}[m" }
}

/// Colours for errors and diagnostics, whose texts stay plain until they are shown.
enum MessageText {
  private static let words: [(word: String, colour: Colour)] = [
    ("error:", .error), ("warning:", .warning), ("help:", .hint), ("note:", .hint), ("hint:", .hint),
  ]

  /// Paints the first `error:`, `warning:`, `help:` or `note:` of each line that starts with it or says it behind a place.
  static func painted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { painted(line: $0) }.joined(separator: "\n")
  }

  /// Painted where standard output is a terminal.
  static func shown(_ text: String) -> String { Terminal.output.isColoured ? painted(text) : text }

  private static func painted(line: Substring) -> String {
    let indent = line.prefix { $0 == " " }
    for (word, colour) in words {
      if line.dropFirst(indent.count).hasPrefix(word) {
        return indent + colour.always(word) + line.dropFirst(indent.count + word.count)
      }
      let parts = line.split(separator: " \(word) [", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { return "\(parts[0]) \(colour.always(word)) [\(parts[1])" }
    }
    return String(line)
  }
}
