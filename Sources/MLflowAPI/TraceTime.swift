import ManifestCoding

/// Instants and durations as protobuf writes them in JSON.
///
/// Source: https://protobuf.dev/programming-guides/json/, "Timestamp" and "Duration".
enum TraceTime {
  /// Milliseconds since 1970 of `2026-11-29T06:14:38.123Z`.
  static func instant(_ text: String) throws(MLflowError) -> Int64 {
    let parts = text.split(separator: ".", maxSplits: 1)
    let whole = parts.first.map { $0.hasSuffix("Z") ? String($0) : $0 + "Z" } ?? ""
    let fraction = parts.count > 1 ? parts[1].dropLast() : ""
    guard text.hasSuffix("Z"), Timestamp.isValid(whole), let milliseconds = self.milliseconds(fraction) else {
      throw .invalid("Invalid time '\(text)'; write it as 2026-11-29T06:14:38.123Z")
    }
    return Timestamp.secondsSince1970(whole) * 1000 + milliseconds
  }

  static func text(_ instant: Int64) -> String {
    let seconds = Timestamp.text(instant / 1000).dropLast()
    return "\(seconds).\(padded(instant % 1000))Z"
  }

  /// Milliseconds of `1.250s`.
  static func duration(_ text: String) throws(MLflowError) -> Int64 {
    let parts = text.dropLast().split(separator: ".", maxSplits: 1)
    guard text.hasSuffix("s"), let seconds = parts.first.flatMap({ Int64($0) }), (0..<(1 << 40)).contains(seconds),
      let milliseconds = milliseconds(parts.count > 1 ? parts[1] : "")
    else { throw .invalid("Invalid duration '\(text)'; write it as 1.250s") }
    return seconds * 1000 + milliseconds
  }

  static func durationText(_ milliseconds: Int64) -> String { "\(milliseconds / 1000).\(padded(milliseconds % 1000))s" }

  private static func milliseconds(_ fraction: Substring) -> Int64? {
    guard fraction.utf8.count <= 9, fraction.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64((fraction + "000").prefix(3))
  }

  private static func padded(_ value: Int64) -> String {
    let digits = "\(max(0, value))"
    return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
  }
}
