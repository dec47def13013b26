/// So long ago: `45min`, `12h`, `30d`, `2w`.
package struct Age: Hashable, Sendable, CustomStringConvertible {
  package let seconds: Int64

  private static let units: [(name: String, seconds: Int64)] = [
    ("w", 7 * 24 * 60 * 60), ("d", 24 * 60 * 60), ("h", 60 * 60), ("min", 60), ("s", 1),
  ]
  /// A hundred years.
  private static let longest: Int64 = 100 * 366 * 24 * 60 * 60

  package init(seconds: Int64) { self.seconds = seconds }

  /// Nil for other units, and for more than a hundred years.
  package init?(_ text: String) {
    let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let unit = String(Substring(text.utf8.dropFirst(digits.count)))
    guard let count = Int64(String(Substring(digits))), count <= Self.longest,
      let length = Self.units.first(where: { $0.name == unit })?.seconds, count * length <= Self.longest
    else { return nil }
    self.init(seconds: count * length)
  }

  /// In days or smaller units, whichever is the largest that leaves a whole number.
  package var description: String {
    let unit = Self.units.dropFirst().first { seconds % $0.seconds == 0 }
    return "\(seconds / (unit?.seconds ?? 1))\(unit?.name ?? "s")"
  }
}
