import Manifests
import Testing

@testable import MLflowAPI

@Suite struct OwnRunTests {
  @Test(arguments: ["1.0.0", "2.0.0-rc.1", "1.2.3+build.7", "10.20.30-a-b+c-d"]) func saysWhichVersionItIs(
    _ text: String
  )
    throws
  {
    let number = try #require(SemanticVersion(text))
    for name in ["m", "Fraud_detection-2.v1", String(repeating: "x", count: 128)] {
      let own = try #require(OwnRun(of: number, ModelName(registry: "Models", model: name)))
      #expect(OwnRun(own.id, in: "Models") == own)
      #expect(own.id.wholeMatch(of: /[a-zA-Z0-9][\w\-]{0,255}/) != nil, "\(own.id)")
    }
  }

  @Test func anIDThatIsTooLongIsNone() throws {
    let number = try #require(SemanticVersion("1.0.0-" + String(repeating: "a", count: 200)))
    #expect(OwnRun(of: number, ModelName(registry: "Models", model: "m")) == nil)
  }

  /// One version has one id.
  @Test(arguments: [
    "", "version-", "version-bUAxLjAuMA==", "version-bUAx LjAuMA", "version-bUAxLjAuMB", "version-bUAxLjA",
    "version-QDEuMC4w", "version-Li4vbUAxLjAuMA", "version-!!!!", "bUAxLjAuMA", "0123456789abcdef0123456789abcdef",
  ]) func otherIDsAreNone(_ id: String) { #expect(OwnRun(id, in: "Models") == nil) }
}
