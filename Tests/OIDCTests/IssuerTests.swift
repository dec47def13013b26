import Foundation
import OIDC
import Synchronization
import Testing

/// How often an issuer is asked, and what it is believed.
@Suite struct IssuerTests {
  private let issuer: TestIssuer
  private let list: IssuerList

  init() throws {
    issuer = try TestIssuer()
    list = issuer.list()
  }

  private func isTaken(_ key: TestKey) async throws -> Bool {
    try await list.claims(of: key.token(issuer.claims())) != nil
  }

  @Test func aStormOfUnknownKeysAsksOnceAMinute() async throws {
    #expect(try await isTaken(issuer.key))
    #expect(issuer.count() == 1)
    for minute in 1...3 {
      let tokens = try (0..<50).map { try TestKey(.ec, id: "made-up-\(minute)-\($0)").token(issuer.claims()) }
      let list = list
      let taken = await withTaskGroup(of: Bool.self) { group in
        for token in tokens { group.addTask { await list.claims(of: token) != nil } }
        return await group.contains(true)
      }
      #expect(!taken)
      // The first minute began with the good token.
      #expect(issuer.count() == minute)
      #expect(try await isTaken(issuer.key))
      issuer.advance(60_000)
    }
    #expect(issuer.count(TestIssuer.discovery) == 3)
  }

  /// Nobody makes it ask by what the signature cannot save.
  @Test func whatIsRefusedWithoutAKeyAsksNobody() async throws {
    for more: [String: Any] in [["exp": 1], ["iss": "https://evil.example"], ["nbf": 9_999_999_999]] {
      #expect(try await list.claims(of: issuer.key.token(issuer.claims(more))) == nil)
    }
    #expect(issuer.state.withLock(\.asked).isEmpty)
  }

  @Test func aNewKeyIsFoundAfterAMinute() async throws {
    #expect(try await isTaken(issuer.key))
    let next = try TestKey(.ec, id: "ec-2")
    try issuer.publish([next.published()])
    #expect(try await isTaken(next) == false)
    issuer.advance(60_000)
    #expect(try await isTaken(next))
    // And the one that was taken back is gone.
    #expect(try await isTaken(issuer.key) == false)
  }

  @Test func aKeyThatIsTakenBackIsGoneAfterTenMinutes() async throws {
    #expect(try await isTaken(issuer.key))
    try issuer.publish([issuer.rsa.published()])
    #expect(try await isTaken(issuer.key))
    issuer.advance(600_000)
    #expect(try await isTaken(issuer.key) == false)
    #expect(try await isTaken(issuer.rsa))
  }

  @Test func anIssuerThatIsAwayIsAskedOnceAMinuteAndItsKeysStayForADay() async throws {
    #expect(try await isTaken(issuer.key))
    issuer.state.withLock { $0.isAway = true }
    issuer.advance(3_600_000)
    let before = issuer.count(TestIssuer.discovery)
    for _ in 0..<20 { #expect(try await isTaken(issuer.key)) }
    #expect(issuer.count(TestIssuer.discovery) == before + 1)
    issuer.advance(24 * 3_600_000)
    #expect(try await isTaken(issuer.key) == false)
    issuer.state.withLock { $0.isAway = false }
    issuer.advance(60_000)
    #expect(try await isTaken(issuer.key))
  }

  @Test(arguments: [
    ("https://gitlab.acme.org/", TestIssuer.keys), ("https://evil.example", TestIssuer.keys),
  ])
  func aDocumentOfAnotherIssuerIsNoDocument(_ name: String, _ keys: String) async throws {
    issuer.describe(as: name, keys: keys)
    #expect(try await isTaken(issuer.key) == false)
    #expect(issuer.log.contains { $0.contains("calls itself by another name") }, "\(issuer.log)")
    #expect(issuer.count() == 0)
  }

  /// Keys that are for something else, too short, or without a name check nothing.
  @Test(arguments: [
    ["use": "enc"], ["alg": "RS256"], ["alg": "HS256"], ["kid": "other"], ["kty": "oct"], ["crv": "P-384"],
    ["x": "AAAA"],
  ])
  func onlyKeysForSigningCount(_ more: [String: String]) async throws {
    try issuer.publish([issuer.key.published(more), issuer.rsa.published()])
    #expect(try await isTaken(issuer.key) == false)
    #expect(try await isTaken(issuer.rsa))
  }

  @Test(arguments: [
    "http://gitlab.acme.org/keys", "http://127.0.0.1.evil.example/keys", "http://localhost@evil.example/",
    "file:///etc/passwd", "ftp://gitlab.acme.org/keys", "//gitlab.acme.org", "https:///etc", "http://10.0.0.1/keys",
    "http://[::2]/", "https://a b/", "http://127.0.0.1\\@evil.example",
  ])
  func documentsComeOverHTTPSAlone(_ address: String) async {
    await #expect { try await HTTPDocuments().get(address) } throws: { error in
      "\(error)".contains("is neither https nor on this machine")
    }
  }
}
