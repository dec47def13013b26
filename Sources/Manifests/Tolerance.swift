/// How much worse than the current value a new one may be: `"5%"` of its magnitude, or `0.02` as it is.
package enum Tolerance: Hashable, Sendable, CustomStringConvertible {
  case percent(Double)
  case absolute(Double)

  /// Reads a percentage: up to six digits, up to four more behind a point, and `%`; nil for anything else.
  package init?(percentage text: String) {
    guard text.utf8.last == UInt8(ascii: "%") else { return nil }
    let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...6).contains(whole.utf8.count), Self.areDigits(whole),
      whole.utf8.count == 1 || whole.utf8.first != UInt8(ascii: "0")
    else { return nil }
    if parts.count == 2 {
      guard (1...4).contains(parts[1].utf8.count), Self.areDigits(parts[1]) else { return nil }
    }
    guard let value = Double(text.dropLast()) else { return nil }
    self = .percent(value)
  }

  private static func areDigits(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// How far a value may be from the current one.
  package func distance(from current: Double) -> Double {
    switch self {
    case .percent(let percent): abs(current) * percent / 100
    case .absolute(let distance): distance
    }
  }

  /// `5%`, `2.5%`, `0.02`.
  package var description: String {
    switch self {
    case .percent(let percent): (percent.rounded() == percent ? String("\(percent)".dropLast(2)) : "\(percent)") + "%"
    case .absolute(let distance): "\(distance)"
    }
  }
}
