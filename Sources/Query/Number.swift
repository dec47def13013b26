/// A number, exact: an integer of 64 bits, or a double that is not one.
///
/// NaN equals itself, so that `metrics.loss = nan` finds what diverged, and is neither smaller nor greater than anything.
package enum Number: Hashable, Sendable, CustomStringConvertible {
  case integer(Int64)
  case double(Double)

  /// Above this, a double is not one integer only.
  private static let largestExact = 9_007_199_254_740_992.0  // 2^53

  package init(_ value: Double) {
    if abs(value) <= Self.largestExact, let integer = Int64(exactly: value) {
      self = .integer(integer)
    } else {
      self = .double(value)
    }
  }

  /// Reads `-3`, `0.9`, `.5`, `1e-12`, `inf` or `nan`; nil for anything else, and for what no double can hold.
  package init?(_ text: String) {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    if Self.isWord(rest, "inf") || Self.isWord(rest, "infinity") {
      self = .double(text.utf8.first == UInt8(ascii: "-") ? -.infinity : .infinity)
      return
    }
    if Self.isWord(rest, "nan") {
      self = .double(.nan)
      return
    }
    guard Self.isDecimal(rest) else { return nil }
    let digits = text.utf8.first == UInt8(ascii: "+") ? String(text.dropFirst()) : text
    if let integer = Int64(digits) {
      self = .integer(integer)
      return
    }
    guard let value = Double(digits), value.isFinite else { return nil }
    self.init(value)
  }

  private static func isWord(_ text: Substring.UTF8View, _ word: StaticString) -> Bool {
    text.count == word.utf8CodeUnitCount && text.count <= 8 && String(Substring(text)).lowercased() == "\(word)"
  }

  /// True for `digits[.digits][e[sign]digits]`, where one side of the point may be empty.
  private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    let whole = text.prefix(while: isDigit)
    var rest = text.dropFirst(whole.count)
    var count = whole.count
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      count += fraction.count
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard count > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    rest = rest.dropFirst()
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  /// Digits that read as the same number again.
  package var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .double(let value): value.isNaN ? "nan" : "\(value)"
    }
  }

  package var isNaN: Bool {
    if case .double(let value) = self { return value.isNaN }
    return false
  }

  package static func == (left: Number, right: Number) -> Bool { left.isNaN ? right.isNaN : left.order(right) == 0 }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .integer(let value): hasher.combine(value)
    // An integer of more than 53 bits may be written as a double.
    case .double(let value):
      if let integer = Int64(exactly: value) { hasher.combine(integer) } else if !value.isNaN { hasher.combine(value) }
    }
  }

  /// Less than, equal to or greater than zero as this is to another number; nil if one is NaN.
  package func order(_ other: Number) -> Int? {
    guard !isNaN, !other.isNaN else { return nil }
    switch (self, other) {
    case (.integer(let one), .integer(let two)): return one < two ? -1 : one > two ? 1 : 0
    case (.double(let one), .double(let two)): return one < two ? -1 : one > two ? 1 : 0
    case (.integer(let one), .double(let two)): return Self.order(one, two)
    case (.double(let one), .integer(let two)): return -Self.order(two, one)
    }
  }

  /// Without rounding the integer to a double.
  private static func order(_ integer: Int64, _ double: Double) -> Int {
    if double >= 0x1p63 { return -1 }
    if double < -0x1p63 { return 1 }
    let whole = Int64(double)
    guard integer == whole else { return integer < whole ? -1 : 1 }
    let fraction = double - double.rounded(.towardZero)
    return fraction > 0 ? -1 : fraction < 0 ? 1 : 0
  }
}
