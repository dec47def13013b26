/// A number of few decimal digits, exact: 84 and -2 are 0.84.
struct RoundNumber {
  let digits: Int
  let exponent: Int

  var value: Double { Double("\(digits)e\(exponent)") ?? .nan }

  /// All in one form, with as many decimals each: `0.80`, `0.85`; or with exponents, if that is much shorter: `5e-12`.
  static func texts(_ numbers: [RoundNumber]) -> [String] {
    func width(_ texts: [String]) -> Int { texts.map(\.count).max() ?? 0 }
    let places = max(0, -(numbers.map(\.trimmed).filter { $0.digits != 0 }.map(\.exponent).min() ?? 0))
    let scientific = numbers.map(\.scientific)
    // Nobody counts so many zeros.
    guard places <= 15, numbers.allSatisfy({ $0.exponent <= 15 }) else { return scientific }
    let plain = numbers.map { $0.plain(places: places) }
    return width(scientific) + 3 < width(plain) ? scientific : plain
  }

  private func plain(places: Int) -> String {
    let number = trimmed
    var text = "\(abs(number.digits))" + String(repeating: "0", count: max(0, number.exponent))
    if places > 0 {
      text += String(repeating: "0", count: places + min(0, number.exponent))
      if text.count <= places { text = String(repeating: "0", count: places + 1 - text.count) + text }
      text = "\(text.dropLast(places)).\(text.suffix(places))"
    }
    return (digits < 0 ? "-" : "") + text
  }

  private var scientific: String {
    let number = trimmed
    guard number.digits != 0 else { return "0" }
    let text = "\(abs(number.digits))"
    let fraction = text.count > 1 ? ".\(text.dropFirst())" : ""
    return "\(digits < 0 ? "-" : "")\(text.prefix(1))\(fraction)e\(number.exponent + text.count - 1)"
  }

  /// Without zeros at the end.
  private var trimmed: RoundNumber {
    guard digits != 0 else { return RoundNumber(digits: 0, exponent: 0) }
    var (digits, exponent) = (digits, exponent)
    while digits % 10 == 0 { (digits, exponent) = (digits / 10, exponent + 1) }
    return RoundNumber(digits: digits, exponent: exponent)
  }
}
