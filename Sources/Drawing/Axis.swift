import Glibc

/// A linear axis whose ends and marks are round numbers: 1, 2 or 5 times a power of ten apart.
///
/// Source: Paul S. Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990.
package struct Axis: Sendable {
  /// The lowest and the highest are the ends.
  package let ticks: [Tick]

  package struct Tick: Hashable, Sendable {
    package let value: Double
    package let text: String
  }

  /// What lies further out is drawn at the end: differences of larger numbers are no numbers any more.
  private static let largest = 1e300
  private static let smallestRange = 1e-280
  /// Doubles have 15 digits and a bit; marks closer than this part of their numbers would be equal.
  private static let leastPart = 1e-12

  /// - Parameters:
  ///   - values: finite, in any order; of none there are no ticks.
  ///   - ticksAtMost: 4 or more.
  package init(of values: [Double], ticksAtMost: Int) {
    let values = values.map { min(max($0, -Self.largest), Self.largest) }
    guard var low = values.min(), var high = values.max() else {
      ticks = []
      return
    }
    let magnitude = max(abs(low), abs(high))
    if high - low <= max(magnitude * Self.leastPart, Self.smallestRange) {
      // All equal: a tenth of the value around it, one around zero.
      let room = magnitude == 0 ? 1 : max(magnitude / 10, Self.smallestRange)
      (low, high) = (low - room, high + room)
    }
    let raw = (high - low) / Double(ticksAtMost - 1)
    let exponent = Int(log10(raw).rounded(.down))
    for factor in [1, 2, 5, 10, 20, 50] {
      guard let step = Double("\(factor)e\(exponent)") else { continue }
      // A number such as 0.82 / 0.02 is 40.99999999999999.
      let (first, last) = (Int((low / step + 1e-9).rounded(.down)), Int((high / step - 1e-9).rounded(.up)))
      if last - first < ticksAtMost || factor == 50 {
        let numbers = (first...max(last, first + 1)).map { RoundNumber(digits: $0 * factor, exponent: exponent) }
        let texts = RoundNumber.texts(numbers)
        ticks = zip(numbers, texts).map { Tick(value: $0.value, text: $1) }
        return
      }
    }
    ticks = []
  }

  /// 0 at the lower end, 1 at the upper.
  func position(of value: Double) -> Double {
    guard let low = ticks.first?.value, let high = ticks.last?.value, high > low else { return 0 }
    return min(max((value - low) / (high - low), 0), 1)
  }
}
