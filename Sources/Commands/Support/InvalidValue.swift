import Manifests

/// What the parser does not say of a value that it cannot read: what was probably meant.
enum InvalidValue {
  /// A help line for the parser's `The value 'x' is invalid for '<ref>'`; nil for any other message.
  static func help(for message: String) -> String? {
    guard let value = between("The value '", "' is invalid for", in: message) else { return nil }
    if message.contains("<k=v>'") { return "write KEY=VALUE" }
    if message.contains("<digest>'") { return "write sha256: and 64 lower-case hexadecimal digits" }
    if message.contains("<age>'") { return "write a number and w, d, h or m: 2w, 14d, 12h, 30m; 0d for no grace" }
    if message.contains("<url>'") {
      return "write an https:// or file:// address, with %XX for characters that a URL cannot have"
    }
    if message.contains("<date>'") || message.contains("<rev|date>'") {
      return "write dates as 2026-11-22, '2026-11-22 10:00', '2 days ago'"
    }
    guard ["<ref>'", "<model>'", "<registry[/model]>'"].contains(where: message.contains) else { return nil }
    return reference(value)
  }

  private static func reference(_ text: String) -> String {
    // W&B writes NAME:v3, a path NAME/1.0.0.
    for separator in [":", "/"] {
      guard let index = text.lastIndex(of: Character(separator)) else { continue }
      let meant = text[..<index] + "@" + text[text.index(after: index)...]
      if Reference(String(meant))?.selector != nil { return "did you mean '\(meant)'?" }
    }
    let names = text.prefix { $0 != "@" }.split(separator: "/", omittingEmptySubsequences: false)
    if let first = names.first, !NameGrammar.registry.accepts(String(first)) { return NameGrammar.registry.rule }
    if names.count == 2, !NameGrammar.model.accepts(String(names[1])) { return NameGrammar.model.rule }
    if text.contains("@" + Reference.candidatePrefix) { return NameGrammar.candidate.rule }
    return "write REGISTRY/MODEL, with @VERSION, @ALIAS, @RANGE or @latest if a version is meant"
  }

  private static func between(_ start: String, _ end: String, in text: String) -> String? {
    guard let head = text.firstRange(of: start), let tail = text[head.upperBound...].firstRange(of: end) else {
      return nil
    }
    return String(text[head.upperBound..<tail.lowerBound])
  }
}
