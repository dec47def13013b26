internal import Diagnostics

/// A decimal number as somebody typed it, and the double that it becomes.
///
///     -? digits? (. digits)? ([eE] [+-]? digits)?      at least one digit in front of the e, no leading zero
///
/// A fraction is rounded as every program rounds it (`0.1`). A whole number that would become another one is not.
package struct DecimalNumber: Sendable {
  /// Why no double holds a number.
  package enum Misfit: Error, Hashable, Sendable, CustomStringConvertible {
    case tooLarge
    /// It is not zero and would become zero.
    case tooSmall
    case rounds(to: Double)

    package var description: String {
      switch self {
      case .tooLarge: "larger than any number that can be stored (1.8e+308)"
      case .tooSmall: "so small that it would become 0.0"
      case .rounds(let value): "more digits than a number holds: it would become \(JSONValue.decimal(value))"
      }
    }
  }

  private let text: String
  /// Without zeros at either end; none for zero.
  private let digits: ArraySlice<UInt8>
  /// The power of ten of a dot in front of the first digit.
  private let exponent: Int
  private let fractionCount: Int
  private let endsInZero: Bool
  private let hasExponent: Bool
  private let hasExponentSign: Bool

  /// Nil for a text of any other form: `007`, `+3`, `1_000`, `0x1F`, `5.`, `NaN`.
  package init?(_ text: String) {
    var rest = Substring(text).utf8[...]
    func takeDigits() -> [UInt8] {
      let taken = Array(rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
      rest = rest.dropFirst(taken.count)
      return taken
    }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = takeDigits()
    guard whole.count <= 1 || whole.first != UInt8(ascii: "0") else { return nil }
    var fraction: [UInt8] = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = takeDigits()
      guard !fraction.isEmpty else { return nil }
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var power = 0
    var hasSign = false
    hasExponent = rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E")
    if hasExponent {
      rest.removeFirst()
      let isNegative = rest.first == UInt8(ascii: "-")
      hasSign = isNegative || rest.first == UInt8(ascii: "+")
      if hasSign { rest.removeFirst() }
      let typed = takeDigits()
      guard !typed.isEmpty else { return nil }
      power = (Int(String(decoding: typed, as: UTF8.self)) ?? Self.exponentLimit) * (isNegative ? -1 : 1)
    }
    guard rest.isEmpty else { return nil }
    self.text = text
    hasExponentSign = hasSign
    fractionCount = fraction.count
    endsInZero = fraction.last == UInt8(ascii: "0")
    let zero = UInt8(ascii: "0")
    let all = whole + fraction
    let leading = all.prefix { $0 == zero }.count
    let trailing = all.reversed().prefix { $0 == zero }.count
    digits = leading == all.count ? [] : all[leading..<(all.count - trailing)]
    exponent = digits.isEmpty ? 0 : whole.count - leading + max(min(power, Self.exponentLimit), -Self.exponentLimit)
  }

  /// Beyond this every number is too large or too small.
  private static let exponentLimit = 1_000_000

  /// Every whole number below is a double.
  private static let wholeLimit = 0x1p53

  /// The double that it becomes.
  package func double() throws(Misfit) -> Double {
    guard let value = Double(text), value.isFinite else { throw .tooLarge }
    if value == 0, !digits.isEmpty { throw .tooSmall }
    guard value.magnitude >= Self.wholeLimit, !isShown(by: "\(value)") else { return value }
    guard value.magnitude < Self.int128Limit, isShown(by: "\(Int128(value))") else { throw .rounds(to: value) }
    return value
  }

  private static let int128Limit = 0x1p126

  private func isShown(by other: String) -> Bool {
    DecimalNumber(other).map { $0.digits == digits && $0.exponent == exponent } ?? false
  }

  /// True if nobody can have meant text: a plain decimal whose every digit its double shows (`0.5`, `.5`; not `3.10`, a version),
  /// or an exponent with a sign or behind a dot (`1e-5`, `1.0e5`; not `7e5`, which begins a commit id).
  package var isUnmistakable: Bool {
    if hasExponent { return hasExponentSign || fractionCount > 0 }
    guard fractionCount > 0, fractionCount == 1 || !endsInZero, let value = Double(text) else { return false }
    return isShown(by: "\(value)")
  }

  /// What of a double's text no double holds; nil if it is not a number, or fits.
  static func misfit(of text: String) -> Misfit? {
    guard let number = DecimalNumber(text) else { return nil }
    do throws(Misfit) { _ = try number.double() } catch { return error }
    return nil
  }
}
