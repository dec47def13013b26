import RunStore
import Testing

/// What any store of sessions does.
@Suite struct SessionContractTests {
  private let folder: StoreFolder
  private let store: any SessionStore

  init() async throws {
    folder = try await RunEngine.sqlite.open()
    store = try #require(folder.store as? any SessionStore)
  }

  private static let ada = BrowserSession(claim: "ada@acme.org", created: 1000, expires: 2000)

  @Test func whatWasAddedIsFoundByItsDigestUntilItIsRemoved() async throws {
    try await store.addSession(Self.ada, digest: "d1")
    #expect(try await store.session(digest: "d1") == Self.ada)
    #expect(try await store.session(digest: "d2") == nil)
    #expect(try await store.session(digest: "") == nil)
    try await store.removeSession(digest: "d2")
    try await store.removeSession(digest: "d1")
    #expect(try await store.session(digest: "d1") == nil)
  }

  @Test func oneSecretIsOneSession() async throws {
    try await store.addSession(Self.ada, digest: "d1")
    await #expect(throws: RunStoreError.self) { try await store.addSession(Self.ada, digest: "d1") }
  }

  @Test func thoseThatAreOverAreForgotten() async throws {
    try await store.addSession(Self.ada, digest: "over")
    try await store.addSession(BrowserSession(claim: "mia", created: 1000, expires: 2001), digest: "good")
    #expect(Self.ada.isGood(at: 1999) && !Self.ada.isGood(at: 2000))
    try await store.removeSessions(endedBefore: 2000)
    #expect(try await store.session(digest: "over") == nil)
    #expect(try await store.session(digest: "good")?.claim == "mia")
  }
}
