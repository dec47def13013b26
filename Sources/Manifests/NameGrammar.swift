/// What the names of the registry's things may look like.
package enum NameGrammar: String, Sendable, CaseIterable {
  case registry, model, member, team, artifactType, alias, candidate

  /// The kind of thing, for messages.
  package var noun: String { self == .artifactType ? "artifact type" : rawValue }

  /// One sentence for people who meet the grammar in a message.
  package var rule: String {
    switch self {
    case .registry: "a registry's name is letters, digits, '_' and '-', starts with a letter or digit, at most 113"
    case .model:
      "a model's name is letters, digits, '.', '_' and '-', starts with a letter or digit, at most 128, and does not end in '.', '.yaml', '.yml', '.json', '.lock' or '.git'"
    case .member, .team:
      "a \(rawValue)'s name is lower-case letters, digits, '.', '_' and '-', starts with a letter or digit, at most 64, and does not end in '.', '.yaml', '.yml', '.json', '.lock' or '.git'"
    case .artifactType, .alias, .candidate:
      "\(self == .candidate ? "a" : "an") \(noun) is letters, digits, '_' and '-', starts with a letter or digit, at most 64"
    }
  }

  package func accepts(_ name: String) -> Bool {
    let (extra, upperCase, length): (String, Bool, Int) =
      switch self {
      case .registry: ("_-", true, 113)
      case .model: ("._-", true, 128)
      case .member, .team: ("._-", false, 64)
      case .artifactType, .alias, .candidate: ("_-", true, 64)
      }
    let text = name.utf8
    guard let first = text.first, Self.isAlphanumeric(first, upperCase: upperCase), text.count <= length else {
      return false
    }
    guard text.allSatisfy({ Self.isAlphanumeric($0, upperCase: upperCase) || extra.utf8.contains($0) }) else {
      return false
    }
    guard extra.utf8.contains(UInt8(ascii: ".")) else { return true }
    let folded = name.lowercased()
    // A registry's folder has its model card next to the models.
    if self == .model, folded == "readme.md" { return false }
    return ![".", ".yaml", ".yml", ".json", ".lock", ".git"].contains { folded.hasSuffix($0) }
  }

  /// True for `latest`, and for what could be read as a version: `1`, `v1`, `1.2`.
  package static func isReservedAlias(_ alias: String) -> Bool {
    let rest =
      alias.utf8.first == UInt8(ascii: "v") || alias.utf8.first == UInt8(ascii: "V")
      ? alias.utf8.dropFirst() : alias.utf8[...]
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let isVersionLike =
      rest.first.map(digits.contains) == true && rest.allSatisfy { digits.contains($0) || $0 == UInt8(ascii: ".") }
    return alias.lowercased() == "latest" || isVersionLike
  }

  /// 1 to 250 printable characters without leading or trailing space: the keys of tags, parameters and metrics.
  package static func isKey(_ key: String) -> Bool {
    guard (1...250).contains(key.unicodeScalars.count), key.first?.isWhitespace == false,
      key.last?.isWhitespace == false
    else { return false }
    return key.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
      default: true
      }
    }
  }

  private static func isAlphanumeric(_ byte: UInt8, upperCase: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): upperCase
    default: false
    }
  }
}
