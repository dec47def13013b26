import ManifestCoding

/// Times as people read them, in UTC.
enum DateText {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// `27 November 2026, 10:02 UTC`.
  static func long(_ timestamp: String) -> String {
    guard let parts = parts(timestamp) else { return timestamp }
    return "\(parts.day) \(months[parts.month - 1]) \(parts.year), \(parts.time) UTC"
  }

  /// `27 Nov 2026`.
  static func day(_ timestamp: String) -> String {
    guard let parts = parts(timestamp) else { return timestamp }
    return "\(parts.day) \(months[parts.month - 1].prefix(3)) \(parts.year)"
  }

  /// `27 Nov 2026 11:40 UTC`.
  static func short(_ timestamp: String) -> String {
    parts(timestamp).map { "\(day(timestamp)) \($0.time) UTC" } ?? timestamp
  }

  /// `27 November 2026`.
  static func longDay(_ timestamp: String) -> String {
    parts(timestamp).map { "\($0.day) \(months[$0.month - 1]) \($0.year)" } ?? timestamp
  }

  /// `10:02 UTC`.
  static func time(_ timestamp: String) -> String { parts(timestamp).map { "\($0.time) UTC" } ?? timestamp }

  static func text(_ secondsSince1970: Int64) -> String { Timestamp.text(secondsSince1970) }

  private static func parts(_ text: String) -> (year: String, month: Int, day: Int, time: String)? {
    guard Timestamp.isValid(text), let month = Int(text.dropFirst(5).prefix(2)),
      let day = Int(text.dropFirst(8).prefix(2))
    else { return nil }
    return (String(text.prefix(4)), month, day, String(text.dropFirst(11).prefix(5)))
  }
}

extension HTML {
  /// `<time datetime="…">27 Nov 2026</time>`.
  mutating func time(_ timestamp: String, _ text: (String) -> String) {
    self("time", .datetime(timestamp), text: text(timestamp))
  }
}
