/// A number of a semantic version: decimal digits of any length, without leading zeros.
package struct NumericIdentifier: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let description: String

  package static let zero = NumericIdentifier(digits: "0")
  package static let one = NumericIdentifier(digits: "1")

  private init(digits: String) { description = digits }

  init?(utf8 text: Substring.UTF8View) {
    guard !text.isEmpty, text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      text.count == 1 || text.first != UInt8(ascii: "0")
    else { return nil }
    description = String(Substring(text))
  }

  init?(_ digits: Slice<UnsafeBufferPointer<UInt8>>) {
    guard let first = digits.first, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      digits.count == 1 || first != UInt8(ascii: "0")
    else { return nil }
    description = String(decoding: UnsafeBufferPointer(rebasing: digits), as: UTF8.self)
  }

  /// The largest number that a new version takes: 2^53 - 1, as npm has it, so that every program that reads it as a number of
  /// JSON reads the same one.
  ///
  /// Source: https://github.com/npm/node-semver, `MAX_SAFE_INTEGER`.
  package static let largest = NumericIdentifier(digits: "9007199254740991")

  /// The number plus one.
  package var next: NumericIdentifier {
    var digits = Array(description.utf8)
    var index = digits.count - 1
    while index >= 0, digits[index] == UInt8(ascii: "9") {
      digits[index] = UInt8(ascii: "0")
      index -= 1
    }
    if index >= 0 { digits[index] += 1 } else { digits.insert(UInt8(ascii: "1"), at: 0) }
    return NumericIdentifier(digits: String(decoding: digits, as: UTF8.self))
  }

  package static func < (left: NumericIdentifier, right: NumericIdentifier) -> Bool {
    let (one, two) = (left.description.utf8, right.description.utf8)
    return one.count == two.count ? one.lexicographicallyPrecedes(two) : one.count < two.count
  }
}
