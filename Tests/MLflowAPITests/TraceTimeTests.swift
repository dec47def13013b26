import Testing

@testable import MLflowAPI

@Suite struct TraceTimeTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:01.5Z", 1500),
      ("2026-11-29T06:14:38.123456789Z", 1_795_932_878_123),
    ] as [(String, Int64)])
  func readsInstants(_ text: String, _ milliseconds: Int64) throws {
    #expect(try TraceTime.instant(text) == milliseconds)
    #expect(try TraceTime.instant(TraceTime.text(milliseconds)) == milliseconds)
  }

  @Test(arguments: [("0s", 0), ("1.25s", 1250), ("3600.001s", 3_600_001)] as [(String, Int64)])
  func readsDurations(_ text: String, _ milliseconds: Int64) throws {
    #expect(try TraceTime.duration(text) == milliseconds)
    #expect(try TraceTime.duration(TraceTime.durationText(milliseconds)) == milliseconds)
  }

  @Test(arguments: [
    "", "Z", "1970-01-01", "1970-13-01T00:00:00Z", "1970-01-01T00:00:00.1234567891Z", "1970-01-01T00:00:00.-1Z",
  ])
  func refusesOtherInstants(_ text: String) { #expect(throws: MLflowError.self) { try TraceTime.instant(text) } }

  @Test(arguments: ["", "s", "-1s", "1", "1.s.", "99999999999999999999s", "1.5xs"])
  func refusesOtherDurations(_ text: String) { #expect(throws: MLflowError.self) { try TraceTime.duration(text) } }
}
