import Glibc

/// A time in UTC to the second: `YYYY-MM-DDThh:mm:ssZ`.
///
/// Source: RFC 3339, the one form of it that sorts as text.
package enum Timestamp {
  /// True for a time that the calendar has.
  package static func isValid(_ text: String) -> Bool {
    let shape = "0000-00-00T00:00:00Z"
    let bytes = Array(text.utf8)
    guard bytes.count == shape.utf8.count else { return false }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    for (byte, wanted) in zip(bytes, shape.utf8) {
      guard wanted == UInt8(ascii: "0") ? digits.contains(byte) : byte == wanted else { return false }
    }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    guard (1...12).contains(month) else { return false }
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return (1...days).contains(day) && number(11..<13) < 24 && number(14..<16) < 60 && number(17..<19) < 60
  }

  /// The text of a time that is given in seconds since 1970.
  package static func text(_ secondsSince1970: Int64) -> String {
    var seconds = time_t(secondsSince1970)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ value: Int32, _ width: Int = 2) -> String {
      let digits = "\(value)"
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
    return "\(date)T\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))Z"
  }

  /// Seconds since 1970 of a valid text.
  package static func secondsSince1970(_ text: String) -> Int64 {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int64 { bytes[range].reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) } }
    // Days by the civil calendar, years counted from March.
    // Source: https://howardhinnant.github.io/date_algorithms.html#days_from_civil
    let (year, month, day) = (number(0..<4) - (number(5..<7) <= 2 ? 1 : 0), number(5..<7), number(8..<10))
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86_400 + number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
  }
}
