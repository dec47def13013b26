/// Words that git reads as a point in time.
///
/// Source: `approxidate` in git's date.c.
enum RefDate {
  private static let words: Set<String> = [
    "now", "today", "yesterday", "tomorrow", "never", "noon", "midnight", "tea",
  ]

  private static let names: [String] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
  ]

  private static let units: Set<String> = ["second", "minute", "hour", "day", "week", "month", "year"]

  static func isDate(_ name: String) -> Bool {
    let name = name.lowercased()
    if words.contains(name) || names.contains(where: { $0 == name || (name.count == 3 && $0.hasPrefix(name)) }) {
      return true
    }
    return isCalendarDate(name) || isRelative(name)
  }

  /// `2026-11-22`, `2026.11`, `22-11-2026`, and a time behind it; a version has no number of four digits first or last.
  private static func isCalendarDate(_ name: String) -> Bool {
    let day = name.prefix { $0 != "t" && $0 != "_" && $0 != "+" && $0 != "z" }
    let numbers = day.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "." || $0 == "/" }
    guard (2...3).contains(numbers.count), numbers.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }) else {
      return false
    }
    let lengths = numbers.map(\.count)
    let year = lengths.first == 4 ? numbers.first : lengths.last == 4 ? numbers.last : nil
    return (year?.hasPrefix("19") == true || year?.hasPrefix("20") == true)
      && lengths.count { $0 <= 2 } == lengths.count - 1
  }

  /// `2.days.ago`, `last.week`, `3-hours`.
  private static func isRelative(_ name: String) -> Bool {
    let parts = name.split { $0 == "." || $0 == "-" || $0 == "_" || $0 == "/" }
    guard (2...3).contains(parts.count) else { return false }
    let unit = parts[1].hasSuffix("s") ? String(parts[1].dropLast()) : String(parts[1])
    guard units.contains(unit), parts[0] == "last" || parts[0].allSatisfy(\.isASCIIDigit) else { return false }
    return parts.count == 2 || parts[2] == "ago"
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
