import ManifestCoding
import Testing

struct TimestampTests {
  static let times: [(text: String, seconds: Int64)] = [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-02T00:00:01Z", 86401), ("2000-02-29T12:00:00Z", 951_825_600),
    ("2026-11-22T10:00:00Z", 1_795_341_600), ("2100-03-01T00:00:00Z", 4_107_542_400), ("1969-12-31T23:59:59Z", -1),
  ]

  @Test("counts seconds", arguments: times)
  func counts(text: String, seconds: Int64) {
    #expect(Timestamp.isValid(text))
    #expect(Timestamp.secondsSince1970(text) == seconds)
  }

  @Test(
    "refuses what no calendar has",
    arguments: [
      "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22 10:00:00Z",
      "2026-11-22T10:00:00", "2026-1-1T00:00:00Z", "",
    ])
  func refuses(_ text: String) { #expect(!Timestamp.isValid(text)) }
}
