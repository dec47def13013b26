/// A set of versions, as npm writes it: `^1.2`, `~1.2.0`, `1.x`, `>=1.2 <2`, `1.2 - 1.4`, `1.x || 3.x`.
///
/// A pre-release is in a range only if the range names a pre-release of the same three numbers.
///
/// Source: https://github.com/npm/node-semver#ranges
package struct VersionRange: Hashable, Sendable, CustomStringConvertible {
  /// As it was written.
  package let description: String
  /// Any of these; in each, all of the comparators.
  private let alternatives: [[Comparator]]

  private struct Comparator: Hashable, Sendable {
    enum Relation: Sendable { case less, lessOrEqual, greater, greaterOrEqual, equal }

    let relation: Relation
    let version: SemanticVersion

    func accepts(_ other: SemanticVersion) -> Bool {
      switch relation {
      case .less: other.precedes(version)
      case .lessOrEqual: !version.precedes(other)
      case .greater: version.precedes(other)
      case .greaterOrEqual: !other.precedes(version)
      case .equal: other.hasSamePrecedence(as: version)
      }
    }
  }

  /// Reads a range; nil for what npm refuses.
  package init?(_ text: String) {
    var alternatives: [[Comparator]] = []
    // Looking for words costs its first call 250,000 instructions, and most ranges have none.
    let parts =
      text.utf8.contains(UInt8(ascii: "|"))
      ? text.split(separator: "||", omittingEmptySubsequences: false) : [text[...]]
    for part in parts {
      guard let comparators = Self.comparators(of: part) else { return nil }
      alternatives.append(comparators)
    }
    self.alternatives = alternatives
    description = text
  }

  package func contains(_ version: SemanticVersion) -> Bool {
    alternatives.contains { comparators in
      guard comparators.allSatisfy({ $0.accepts(version) }) else { return false }
      return !version.isPrerelease
        || comparators.contains { $0.version.isPrerelease && $0.version.core == version.core }
    }
  }

  // MARK: Reading

  private static func comparators(of text: Substring) -> [Comparator]? {
    let words = text.split { $0 == " " || $0 == "\t" }
    if words.count == 3, words[1] == "-" {
      guard let low = Partial(words[0]), let high = Partial(words[2]) else { return nil }
      return [.init(relation: .greaterOrEqual, version: low.floor)]
        + (high.isWhole ? [.init(relation: .lessOrEqual, version: high.floor)] : high.below)
    }
    var comparators: [Comparator] = []
    for word in joined(words) {
      guard let simple = simple(word) else { return nil }
      comparators += simple
    }
    return comparators
  }

  /// `>= 1.2` is one word.
  private static func joined(_ words: [Substring]) -> [String] {
    var joined: [String] = []
    for word in words {
      if let last = joined.last, last.allSatisfy({ "<>=~^".contains($0) }) {
        joined[joined.count - 1] = last + word
      } else {
        joined.append(String(word))
      }
    }
    return joined
  }

  /// The longer ones first.
  private static let signs = [">=", "<=", "~>", ">", "<", "=", "~", "^"]

  private static func simple(_ word: String) -> [Comparator]? {
    let sign = signs.first { word.hasPrefix($0) } ?? ""
    guard let partial = Partial(word.dropFirst(sign.count)) else { return nil }
    let floor = Comparator(relation: .greaterOrEqual, version: partial.floor)
    switch sign {
    case "^": return [floor] + partial.belowNextBreaking
    case "~", "~>": return [floor] + partial.belowNextMinor
    case ">=": return [floor]
    case ">":
      guard !partial.isWhole else { return [.init(relation: .greater, version: partial.floor)] }
      // Nothing comes after every version.
      return partial.below.map { .init(relation: .greaterOrEqual, version: $0.version.core) }.nonEmpty ?? [nothing]
    case "<":
      guard partial.major != nil else { return [nothing] }
      return [.init(relation: .less, version: partial.isWhole ? partial.floor : partial.floor.withLowestPrerelease)]
    case "<=": return partial.isWhole ? [.init(relation: .lessOrEqual, version: partial.floor)] : partial.below
    case "", "=": return partial.isWhole ? [.init(relation: .equal, version: partial.floor)] : [floor] + partial.below
    default: return nil
    }
  }

  private static let nothing = Comparator(relation: .less, version: SemanticVersion.lowest.withLowestPrerelease)

  /// `1`, `1.2`, `1.x`, `*`, or a whole version.
  private struct Partial {
    let major: NumericIdentifier?
    let minor: NumericIdentifier?
    let patch: NumericIdentifier?
    let whole: SemanticVersion?

    init?(_ text: some StringProtocol) {
      let text = Substring(text).drop { $0 == "v" || $0 == "=" }
      if let version = SemanticVersion(String(text)) {
        (major, minor, patch, whole) = (version.major, version.minor, version.patch, version)
        return
      }
      // `1.2.x-beta` is npm's too: if any number will do, the rest means nothing.
      let numberText = text.prefix { $0 != "-" && $0 != "+" }
      let parts = numberText.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard parts.count <= 3, !text.isEmpty else { return nil }
      if numberText.endIndex != text.endIndex {
        let isQualifier = SemanticVersion("0.0.0" + text[numberText.endIndex...]) != nil
        // Build metadata says nothing of a partial version either.
        let isBuild = text[numberText.endIndex] == "+"
        guard isQualifier, isBuild || parts.count == 3 && parts.contains(where: Self.isWildcard) else { return nil }
      }
      var numbers: [NumericIdentifier?] = []
      for part in parts {
        let number = NumericIdentifier(utf8: part)
        guard Self.isWildcard(part) || number != nil else { return nil }
        // `x.1` and `1.x.5` would mean more versions than whoever writes them means; npm refuses them as well.
        if number != nil, numbers.contains(nil) { return nil }
        numbers.append(number)
      }
      numbers += Array(repeating: nil, count: 3 - numbers.count)
      (major, minor, patch, whole) = (numbers[0], numbers[1], numbers[2], nil)
    }

    private static func isWildcard(_ part: Substring.UTF8View) -> Bool {
      part.count == 1 && "xX*".utf8.contains(part.first ?? 0)
    }

    var isWhole: Bool { whole != nil }

    var floor: SemanticVersion {
      whole ?? SemanticVersion(major: major ?? .zero, minor: minor ?? .zero, patch: patch ?? .zero)
    }

    /// Before all that the partial does not name: `1.2` → `<1.3.0-0`; nothing for `*`.
    var below: [Comparator] {
      guard let major else { return [] }
      let next =
        minor == nil
        ? SemanticVersion(major: major.next, minor: .zero, patch: .zero)
        : SemanticVersion(major: major, minor: (minor ?? .zero).next, patch: .zero)
      return [.init(relation: .less, version: next.withLowestPrerelease)]
    }

    /// `~1.2.3` → `<1.3.0-0`, `~1` → `<2.0.0-0`.
    var belowNextMinor: [Comparator] { below }

    /// `^1.2.3` → `<2.0.0-0`, `^0.2.3` → `<0.3.0-0`, `^0.0.3` → `<0.0.4-0`.
    var belowNextBreaking: [Comparator] {
      guard let major else { return [] }
      let next: SemanticVersion
      if major != .zero || minor == nil {
        next = SemanticVersion(major: major.next, minor: .zero, patch: .zero)
      } else if let minor, minor != .zero || patch == nil {
        next = SemanticVersion(major: major, minor: minor.next, patch: .zero)
      } else {
        next = SemanticVersion(major: major, minor: minor ?? .zero, patch: (patch ?? .zero).next)
      }
      return [.init(relation: .less, version: next.withLowestPrerelease)]
    }
  }
}

extension Array {
  fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}
