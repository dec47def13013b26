import ArgumentParser

/// A word of a command line as a shell's completion has it: as it was typed, with the quote that it began with.
struct ShellWord {
  let text: String
  let isQuoted: Bool

  init(_ typed: String) {
    // fish takes the quote off.
    isQuoted = typed.first == "\"" || typed.first == "'" || typed.contains(" ")
    text = typed.first == "\"" || typed.first == "'" ? String(typed.dropFirst()) : typed
  }

  /// False if the shell may take something in it for its own, so that it means something else than it says.
  var isLiteral: Bool { text.utf8.allSatisfy { !"$`\\\"\n\t".utf8.contains($0) } }

  /// A text as a completion script takes it; nil for what could be taken for the shell's own: keys and values are anybody's text.
  static func offer(_ text: String) -> String? {
    guard text.utf8.allSatisfy({ isPlain($0) || " <>=!,()':".utf8.contains($0) }) else { return nil }
    switch CompletionShell.requesting {
    // `compgen -W` reads its list as shell words.
    case .bash?: return escaped(text) { !isPlain($0) }
    // `_describe` takes what follows a colon for a description.
    case .zsh?: return escaped(text) { $0 == UInt8(ascii: ":") }
    default: return text
    }
  }

  private static func escaped(_ text: String, _ isSpecial: (UInt8) -> Bool) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 { bytes += isSpecial(byte) ? [UInt8(ascii: "\\"), byte] : [byte] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// True for what means nothing but itself, to shells and filters.
  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "-._/@+".utf8.contains(byte)
    }
  }
}
