/// What an unquoted YAML scalar means, and whether YAML 1.1 and YAML 1.2 agree on it.
///
/// Source: https://yaml.org/spec/1.2.2/#103-core-schema and https://yaml.org/type/ (YAML 1.1).
package enum PlainScalar {
  package enum Meaning: Hashable, Sendable {
    case string
    case integer(Int64)
    case number(Double)
    case boolean(Bool)
    case null
    /// The two YAMLs read it differently, or it is a number that no double holds.
    case ambiguous
  }

  package static func meaning(of text: String) -> Meaning {
    switch text {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "": return .null
    default: break
    }
    guard looksLikeSomethingElse(text) else { return .string }
    return number(text) ?? .ambiguous
  }

  /// True for what some YAML readers do not read as a string: it must be quoted if a string is meant.
  package static func looksLikeSomethingElse(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return true }
    if isWord(text.utf8) { return true }
    // Numbers and dates start with a digit, a sign or a dot: most strings are recognized by their first letter.
    guard isDigit(first) || isSign(first) || first == UInt8(ascii: ".") else { return false }
    return isNumberLike(Array(text.utf8)) || isDateLike(Array(text.utf8))
  }

  /// True for one of ``words``, in any case.
  private static func isWord(_ text: String.UTF8View) -> Bool {
    text.count <= longestWord && words.contains(number(ofWord: text))
  }

  /// The lower-case letters as one number: every key and every plain scalar is compared with every word.
  private static func number(ofWord text: String.UTF8View) -> UInt64 {
    text.reduce(1) { $0 << 8 | UInt64((65...90).contains($1) ? $1 | 0x20 : $1) }
  }

  private static let words = [
    "", "~", "null", "y", "n", "yes", "no", "on", "off", "true", "false", "<<", "=", ".nan", ".inf", "+.inf", "-.inf",
  ].map { number(ofWord: $0.utf8) }
  private static let longestWord = 5

  /// A number that YAML 1.1, YAML 1.2 and JSON read alike: `-?int`, or `-?int.digits` with an optional signed exponent.
  private static func number(_ text: String) -> Meaning? {
    var rest = Substring(text).utf8
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = rest.prefix(while: isDigit)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty { return Int64(text).map { .integer($0) } }
    guard rest.popFirst() == UInt8(ascii: ".") else { return nil }
    let fraction = rest.prefix(while: isDigit)
    guard !fraction.isEmpty else { return nil }
    rest = rest.dropFirst(fraction.count)
    if !rest.isEmpty {
      guard rest.popFirst() == UInt8(ascii: "e"), let sign = rest.popFirst(), isSign(sign), !rest.isEmpty,
        rest.allSatisfy(isDigit)
      else { return nil }
    }
    return double(text).map { .number($0) }
  }

  /// Zero and whole numbers beyond 2⁵³ are looked at twice: what was written may be another number.
  static func double(_ text: String) -> Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    guard value == 0 || value.magnitude >= 0x1p53 else { return value }
    return DecimalNumber.misfit(of: text) == nil ? value : nil
  }

  /// True for `-?digits`, with a fraction, an exponent or both, and no leading zero: what a person means as a number on a
  /// command line. (`007` and `0x1p4` are words; `Double` would take them.)
  package static func isDecimal(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = rest.prefix(while: isDigit)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
    return isDecimal(Array(rest)[...]) && rest.last != UInt8(ascii: ".") && !rest.contains(UInt8(ascii: "_"))
  }

  private static func isNumberLike(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    if let first = rest.first, isSign(first) { rest.removeFirst() }
    guard let first = rest.first else { return false }
    if first == UInt8(ascii: "0"), let base = rest.dropFirst().first, rest.count > 2 {
      let digits = rest.dropFirst(2)
      switch base {
      case UInt8(ascii: "b"): if digits.allSatisfy({ "01_".utf8.contains($0) }) { return true }
      case UInt8(ascii: "o"): if digits.allSatisfy({ "01234567_".utf8.contains($0) }) { return true }
      case UInt8(ascii: "x"): if digits.allSatisfy({ "0123456789abcdefABCDEF_".utf8.contains($0) }) { return true }
      default: break
      }
    }
    let parts = rest.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    if parts.count > 1, isDigit(first) {
      return parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { isDigitOrUnderscore($0) || $0 == UInt8(ascii: ".") }
      }
    }
    return isDecimal(rest)
  }

  /// `1_000`, `.5`, `1.`, `1e5`, `1.5E-3`.
  private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    let whole = rest.prefix(while: isDigitOrUnderscore)
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = rest.prefix(while: isDigitOrUnderscore)
      rest = rest.dropFirst(fraction.count)
    }
    guard (whole + fraction).contains(where: isDigit), whole.first != UInt8(ascii: "_") else { return false }
    guard let exponent = rest.popFirst() else { return true }
    guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
    if let sign = rest.first, isSign(sign) { rest.removeFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  /// `2001-1-1`, `2001-12-14t21:59:43.10-05:00`, `2001-12-14 21:59`.
  private static func isDateLike(_ text: [UInt8]) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "-"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[0].allSatisfy(isDigit), (1...2).contains(parts[1].count),
      parts[1].allSatisfy(isDigit)
    else { return false }
    let day = parts[2].prefix(while: isDigit)
    guard (1...2).contains(day.count) else { return false }
    guard let next = parts[2].dropFirst(day.count).first else { return true }
    return "Tt \t".utf8.contains(next)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isDigitOrUnderscore(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "_") }
  private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }
}
