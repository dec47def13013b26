/// The synopsis of a command's `--help`, in lines that fit: the parser writes it in one.
enum HelpUsage {
  private static let start = "\n\nUSAGE: "
  private static let width = 80

  /// A help text with its synopsis folded between options; no option is torn from its value.
  static func folded(in text: String) -> String {
    guard let head = text.firstRange(of: start) else { return text }
    let usage = text[head.upperBound...].prefix { $0 != "\n" }
    var lines = [""]
    var room = width - (start.count - 2)
    for word in words(of: usage) {
      if let last = lines.last, !last.isEmpty, last.count + 1 + word.count > room {
        lines.append("    " + word)
        room = width
      } else {
        lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
      }
    }
    return text[..<head.upperBound] + lines.joined(separator: "\n") + text[usage.endIndex...]
  }

  /// Split at blanks outside of brackets.
  private static func words(of usage: Substring) -> [Substring] {
    var depth = 0
    return usage.split { character in
      depth += "[<".contains(character) ? 1 : "]>".contains(character) ? -1 : 0
      return character == " " && depth == 0
    }
  }
}
