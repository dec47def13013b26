/// Values as Python's `repr` writes them, which MLflow's messages have.
enum PythonLiteral {
  static func text(_ text: String) -> String {
    let hasApostrophe = text.unicodeScalars.contains("'")
    let quote: Unicode.Scalar = hasApostrophe && !text.unicodeScalars.contains("\"") ? "\"" : "'"
    var literal = String(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote, "\\": literal += "\\\(scalar)"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        literal += "\\x" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + String(quote)
  }

  static func list(_ values: [String]) -> String { "[" + values.joined(separator: ", ") + "]" }
}
