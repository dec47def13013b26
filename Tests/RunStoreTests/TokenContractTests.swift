import RunStore
import Testing

/// What any store of tokens does.
@Suite struct TokenContractTests {
  private let folder: StoreFolder
  private let store: any TokenStore

  init() async throws {
    folder = try await RunEngine.sqlite.open()
    store = try #require(folder.store as? any TokenStore)
  }

  private static func token(_ id: String, expires: Int64? = nil, registries: [String] = []) -> AccessToken {
    AccessToken(id: id, member: "grace", scope: .write, registries: registries, created: 1000, expires: expires)
  }

  @Test func whatWasAddedIsFoundByItsDigestAndById() async throws {
    let token = Self.token("a", expires: 2000, registries: ["Data", "Models"])
    try await store.addToken(token, digest: "d1")
    try await store.addToken(Self.token("b"), digest: "d2")
    #expect(try await store.token(digest: "d1") == token)
    #expect(try await store.token("b") == Self.token("b"))
    #expect(try await store.token(digest: "d3") == nil)
    #expect(try await store.token(digest: "") == nil)
    #expect(try await store.tokens().map(\.id) == ["a", "b"])
  }

  @Test func twoSecretsAreTwoTokens() async throws {
    try await store.addToken(Self.token("a"), digest: "d1")
    await #expect(throws: RunStoreError.self) { try await store.addToken(Self.token("b"), digest: "d1") }
    await #expect(throws: RunStoreError.self) { try await store.addToken(Self.token("a"), digest: "d2") }
    #expect(try await store.tokens().count == 1)
  }

  @Test func aRevokedOneStaysRevokedSinceThen() async throws {
    try await store.addToken(Self.token("a"), digest: "d1")
    try await store.revokeToken("a", now: 5000)
    try await store.revokeToken("a", now: 6000)
    let token = try #require(try await store.token(digest: "d1"))
    #expect(token.revoked == 5000 && !token.isGood(at: 1500))
    let error = await #expect(throws: RunStoreError.self) { try await store.revokeToken("z", now: 5000) }
    #expect(error?.kind == .notFound)
    await #expect(throws: RunStoreError.self) { try await store.token("z") }
  }

  @Test func itIsGoodUntilItExpires() {
    let token = Self.token("a", expires: 2000)
    #expect(token.isGood(at: 1999) && !token.isGood(at: 2000))
    #expect(Self.token("a").isGood(at: .max))
  }

  @Test func aUseIsNoted() async throws {
    try await store.addToken(Self.token("a"), digest: "d1")
    try await store.noteUse(ofToken: "a", now: 7000)
    #expect(try await store.token("a").lastUsed == 7000)
  }

  /// `git registry token` in another process than the server's.
  @Test func whatAnotherConnectionChangesIsSeenAtOnce() async throws {
    try await store.addToken(Self.token("a"), digest: "d1")
    #expect(try await store.token(digest: "d1")?.revoked == nil)
    let other = try SQLiteRunStore(at: folder.path)
    try await other.revokeToken("a", now: 5000)
    #expect(try await store.token(digest: "d1")?.revoked == 5000)
  }
}
