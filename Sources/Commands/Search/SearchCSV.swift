/// Comma-separated values.
///
/// Source: RFC 4180; lines end as everywhere else here.
enum SearchCSV {
  static func text(_ rows: [[String]], heading: [String]) -> String {
    ([heading] + rows).map { $0.map(cell).joined(separator: ",") + "\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { ![UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) }
    guard !isPlain else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
