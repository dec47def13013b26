import Synchronization
import Testing

@testable import Web

/// What pages do while their index is made for the first time.
struct FirstIndexTests {
  private struct Failure: Error {}

  @Test func aPageWaitsForAMomentAndThenSaysSo() async throws {
    let web = try await WebSandbox(patience: .zero)
    let first = try await web.get("/")
    #expect(first.status == 503 && first.headers["Retry-After"] == "5" && first.headers["Refresh"] == "5")
    #expect(first.body.contains("The index of these registries is being made") && !first.body.contains("Fine_Tuned"))
    #expect(first.headers["Content-Security-Policy"] != nil)
    // Who may not see a page is told nothing else than ever.
    #expect(try await web.get("/Fine_Tuned_Models", as: nil).status == 401)
    for _ in 0..<6_000 where try await web.get("/").status == 503 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try await web.get("/").status == 200)
  }

  @Test func itIsMadeOnceForAll() async throws {
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let calls = Mutex(0)
    let index = FirstIndex(patience: .milliseconds(20)) {
      calls.withLock { $0 += 1 }
      for await _ in gate { break }
    }
    async let one = index.isThere()
    async let two = index.isThere()
    #expect(await [one, two] == [false, false])
    open.yield()
    while await !index.isThere() {}
    #expect(calls.withLock { $0 } == 1)
  }

  /// What cannot be made keeps no page away.
  @Test func aFailureIsAnEndToo() async throws {
    let index = FirstIndex(patience: .seconds(600)) { throw Failure() }
    #expect(await index.isThere())
  }
}
