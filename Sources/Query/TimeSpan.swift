/// What a date or time in a filter names: a day, a minute, a second or a millisecond, from its first instant to the one after
/// its last.
///
/// An instant is equal to a span that it lies in, less than one that it lies before, and greater than one that it lies behind:
/// `created > '2026-10-01'` begins on the second of October.
package struct TimeSpan: Hashable, Sendable, CustomStringConvertible {
  /// Milliseconds since 1970, in UTC.
  package let start: Int64
  package let lengthInMilliseconds: Int64

  static let day: Int64 = 24 * 60 * 60 * 1000
  static let minute: Int64 = 60 * 1000
  static let second: Int64 = 1000

  package init(start: Int64, lengthInMilliseconds: Int64) {
    self.start = start
    self.lengthInMilliseconds = lengthInMilliseconds
  }

  /// The first instant behind the span.
  package var end: Int64 { start + lengthInMilliseconds }

  /// Where an instant is: before (negative), in (zero) or behind (positive) the span.
  package func order(of instant: Int64) -> Int { instant < start ? -1 : instant < end ? 0 : 1 }

  /// `2026-10-01`, `2026-10-01T12:30Z`, `2026-10-01T12:30:05Z` or `2026-10-01T12:30:05.250Z`, whichever reads as this span.
  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = "\(number)"
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let days = Int((start - (start % Self.day + Self.day) % Self.day) / Self.day)
    let rest = Int(start - Int64(days) * Self.day)
    let date = CivilDate(daysSince1970: days)
    var text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    if lengthInMilliseconds == Self.day { return text }
    text += "T\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2))"
    if lengthInMilliseconds == Self.minute { return text + "Z" }
    text += ":\(padded(rest / 1000 % 60, 2))"
    return lengthInMilliseconds == Self.second ? text + "Z" : text + ".\(padded(rest % 1000, 3))Z"
  }
}
