extension TimeSpan {
  /// The first millisecond of the year 0.
  private static let first: Int64 = -719_528 * day
  /// The last one of the year 9999.
  private static let last: Int64 = 2_932_897 * day - 1

  /// Nil for what lies before 1970 or behind the year 9999.
  init?(milliseconds: Int64) {
    guard (0...Self.last).contains(milliseconds) else { return nil }
    self.init(start: milliseconds, lengthInMilliseconds: 1)
  }

  /// Reads a date, or a date and a time to the minute, the second or a fraction of it, with a zone; UTC if it has none.
  ///
  ///     2026-10-01    2026-10-01 12:30    2026-10-01T12:30:05Z    2026-10-01T12:30:05.25+02:00
  ///
  /// Nil for anything else, and for what the calendar does not have.
  package init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
      let day = reader.number(2), let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let midnight = Int64(date.daysSince1970) * Self.day
    guard !reader.isAtEnd else {
      self.init(start: midnight, lengthInMilliseconds: Self.day)
      return
    }
    guard reader.take("T") || reader.take("t") || reader.take(" "),
      let hour = reader.number(2), hour < 24, reader.take(":"), let minute = reader.number(2), minute < 60
    else { return nil }
    var (length, instant) = (Self.minute, midnight + Int64(hour * 60 + minute) * Self.minute)
    if reader.take(":") {
      guard let second = reader.number(2), second < 60 else { return nil }
      (length, instant) = (Self.second, instant + Int64(second) * Self.second)
      if reader.take(".") {
        guard let milliseconds = reader.fraction() else { return nil }
        (length, instant) = (1, instant + milliseconds)
      }
    }
    guard let offset = reader.zone(), reader.isAtEnd else { return nil }
    let start = instant - Int64(offset) * Self.minute
    // A zone can move the first and the last hours out of the calendar.
    guard (Self.first...Self.last).contains(start) else { return nil }
    self.init(start: start, lengthInMilliseconds: length)
  }
}

/// Takes digits and signs off the front of a text.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text.utf8[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Exactly so many digits.
  mutating func number(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// One to nine digits of a second, cut to milliseconds.
  mutating func fraction() -> Int64? {
    var (value, count) = (0, 0)
    while let digit = digit() {
      if count < 3 { value = value * 10 + digit }
      count += 1
    }
    guard (1...9).contains(count) else { return nil }
    for _ in 0..<max(0, 3 - count) { value *= 10 }
    return Int64(value)
  }

  /// Minutes east of Greenwich.
  mutating func zone() -> Int? {
    if isAtEnd || take("Z") || take("z") { return 0 }
    let isEast = take("+")
    guard isEast || take("-"), let hours = number(2), hours < 24 else { return nil }
    guard !isAtEnd else { return isEast ? hours * 60 : -hours * 60 }
    _ = take(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return (isEast ? 1 : -1) * (hours * 60 + minutes)
  }

  private mutating func digit() -> Int? {
    guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    rest = rest.dropFirst()
    return Int(byte - UInt8(ascii: "0"))
  }
}
