extension EscapedText {
  /// Lines of foreign text, each safe to print; tabs stay.
  package static func lines(_ text: String) -> String {
    func shown(_ line: Substring) -> String {
      line.split(separator: "\t", omittingEmptySubsequences: false).map { self.line(String($0)) }.joined(
        separator: "\t")
    }
    // Scalars: a carriage return and a line feed are one Character.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { shown(Substring($0)) }.joined(separator: "\n")
  }

  /// One line of foreign text, safe to print: letters of any script stay.
  package static func line(_ text: String) -> String {
    // Most cells of most tables.
    if text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if (0x20...0x7e).contains(scalar.value) || isShown(scalar) {
        shown.unicodeScalars.append(scalar)
      } else {
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return shown
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: false
    default: true
    }
  }
}
