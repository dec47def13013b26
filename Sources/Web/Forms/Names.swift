import Manifests

/// Names as people type them, and as they may be.
enum Names {
  /// A name that the grammar takes, like the one that was typed; nil if that is good, or nothing is like it.
  static func mended(_ name: String, _ grammar: NameGrammar) -> String? {
    guard !name.isEmpty, !grammar.accepts(name) else { return nil }
    let letters = name.unicodeScalars.map { scalar -> Character in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "_-.".unicodeScalars.contains(scalar))
        ? Character(scalar) : "_"
    }
    let text = String(String(letters).drop { !$0.isLetter && !$0.isNumber })
    return [text, text.replacing(".", with: "_"), text.lowercased()].first { grammar.accepts($0) }
  }

  /// What a name breaks; nil for nothing.
  static func problem(_ name: String, _ grammar: NameGrammar, at field: String) -> FormProblem? {
    guard !name.isEmpty else { return FormProblem("write a name", at: field, help: grammar.rule) }
    guard !grammar.accepts(name) else { return nil }
    return FormProblem(
      "'\(name)' is not a valid \(grammar.noun) name", at: field, help: grammar.rule, rule: "name-malformed")
  }

  /// What a branch of a proposal is called: `set-production-of-sentiment`.
  static func branch(_ words: String...) -> String {
    let text = words.filter { !$0.isEmpty }.joined(separator: "-").map { letter -> Character in
      letter.isASCII && (letter.isLetter || letter.isNumber || letter == "_" || letter == ".") ? letter : "-"
    }
    return String(String(text).replacing(/\.\.+/, with: ".").prefix(100)).replacing(/[.\-]+$/, with: "")
  }
}
