import Manifests

/// What the parser does not say of a value that it cannot read: what was probably meant.
enum InvalidValue {
  /// - Parameter argument: as its synopsis has it: `<ref>`, `--param <k=v>`.
  static func help(for value: String, of argument: String) -> String? {
    switch argument.drop(while: { $0 != "<" }) {
    case "<k=v>": "write KEY=VALUE"
    case "<digest>": "write sha256: and 64 lower-case hexadecimal digits"
    case "<age>": "write a number and w, d, h or m: 2w, 14d, 12h, 30m; 0d for no grace"
    case "<url>": "write an https:// or file:// address, with %XX for characters that a URL cannot have"
    case "<date>", "<rev|date>": "write dates as 2026-11-22, '2026-11-22 10:00', '2 days ago'"
    case "<ref>", "<model>", "<registry[/model]>": reference(value)
    default: nil
    }
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
}
