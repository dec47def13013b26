/// The order in which people look for names: `model-2` before `model-10`.
package enum NaturalOrder {
  package static func sorted(_ names: [String]) -> [String] { names.sorted(by: precedes) }

  /// Runs of digits compare as numbers, everything else by its bytes; names that are equal so, as `a1` and `a01`, by all of theirs.
  package static func precedes(_ one: String, _ two: String) -> Bool {
    var (left, right) = (Substring(one).utf8, Substring(two).utf8)
    while let a = left.first, let b = right.first {
      if isDigit(a), isDigit(b) {
        let (x, y) = (number(&left), number(&right))
        if x.count != y.count { return x.count < y.count }
        if !x.elementsEqual(y) { return x.lexicographicallyPrecedes(y) }
      } else if a != b {
        return a < b
      } else {
        left.removeFirst()
        right.removeFirst()
      }
    }
    if left.isEmpty != right.isEmpty { return left.isEmpty }
    return one.utf8.lexicographicallyPrecedes(two.utf8)
  }

  /// Takes a run of digits; what it is without zeros in front.
  private static func number(_ text: inout Substring.UTF8View) -> Substring.UTF8View {
    let digits = text.prefix(while: isDigit)
    text = text.dropFirst(digits.count)
    return digits.drop { $0 == UInt8(ascii: "0") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
