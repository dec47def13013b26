import Diagnostics
import Glibc

/// Numbers as people compare them.
enum NumberText {
  /// Digits behind the point, at most: beyond them is noise.
  private static let decimalsAtMost = 4

  /// How many digits behind the point show each of some values, so that they stand below each other; nil if one is too large or too
  /// small to be written so.
  static func decimals(of values: [Double]) -> Int? {
    var most = 0
    for value in values where value.isFinite {
      guard abs(value) < 1e9, value == 0 || abs(value) >= 1e-3 else { return nil }
      let text = "\(value)"
      guard !text.contains("e"), let point = text.firstIndex(of: ".") else { continue }
      let digits = text[text.index(after: point)...]
      most = max(most, digits == "0" ? 0 : min(digits.count, decimalsAtMost))
    }
    return most
  }

  /// `0.9040` with four digits; with six in all where digits are nil.
  static func fixed(_ value: Double, _ decimals: Int?) -> String {
    guard let decimals, value.isFinite, abs(value) < 1e9 else { return significant(value) }
    let scale = (0..<decimals).reduce(Int64(1)) { scale, _ in scale * 10 }
    let scaled = Int64((abs(value) * Double(scale)).rounded())
    let (whole, rest) = (scaled / scale, scaled % scale)
    let sign = value < 0 && scaled != 0 ? "−" : ""
    guard decimals > 0 else { return sign + count(whole) }
    let digits = "\(rest)"
    return "\(sign)\(count(whole)).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
  }

  /// With as many digits as anybody compares, wherever its point is: `7.03405e-09`, `183150`.
  static func significant(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return plain(value) }
    let exponent = Int(log10(abs(value)).rounded(.down)) - significantDigits + 1
    let scaled = value / pow(10, Double(exponent))
    guard scaled.isFinite, abs(scaled) < 1e9 else { return plain(value) }
    return Double("\(Int64(scaled.rounded()))e\(exponent)").map(plain) ?? plain(value)
  }

  private static let significantDigits = 6

  /// The shortest text: `12`, `0.5`, `1e-07`.
  static func plain(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// `10,416`.
  static func count(_ number: some BinaryInteger) -> String {
    var digits = "\(number)"
    var groups: [String] = []
    let sign = digits.hasPrefix("-") ? "−" : ""
    if !sign.isEmpty { digits.removeFirst() }
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return sign + ([digits] + groups).joined(separator: ",")
  }

  /// `1 version`, `1,204 versions`.
  static func count(_ number: Int, _ one: StaticString, _ many: StaticString) -> String {
    "\(count(number)) \(number == 1 ? one : many)"
  }

  /// `388 B`, `1.1 MiB`.
  static func size(_ bytes: Int64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 1023.95, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
    return unit == 0 ? "\(count(bytes)) B" : "\(fixed(value, 1)) \(units[unit])"
  }
}
