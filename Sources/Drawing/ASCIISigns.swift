/// The signs of a plot where a terminal has ASCII alone. Letters of names stay.
enum ASCIISigns {
  private static let signs: [Character: String] = [
    "●": "*", "○": "o", "◦": "'", "×": "x", "│": "|", "┤": "+", "└": "+", "┬": "+", "─": "-", "╌": "-", "▾": "v",
    "…": "~", "≥": ">=", "≤": "<=",
  ]

  static func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.map { signs[$0] ?? (isBraille($0) ? "." : String($0)) }.joined()
  }

  private static func isBraille(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { (0x2800...0x28ff).contains($0.value) }
  }
}
