import BlobStore
import Endpoints
import Foundation
import RunStore
import Testing

@testable import MLflowAPI

/// A request that is sent again is told from one that looks like it by whether the first one's answer arrived.
@Suite struct RepeatedCallsTests {
  private static func call(_ body: String = #"{"start_time": 1}"#) async throws -> MLflowCall {
    try await MLflowCall(ServerRequest(.post, "/registries/m/runs/create", body: ByteStream(Array(body.utf8))))
  }

  private static func store() throws -> SQLiteRunStore {
    try SQLiteRunStore(at: FileManager.default.temporaryDirectory.appending(path: "calls-\(UUID()).sqlite").path)
  }

  @Test func anAnswerThatWasLostIsGivenAgain() async throws {
    let (store, first) = (try Self.store(), try await Self.call())
    let calls = RepeatedCalls(store, now: { 1 })
    do {
      let (key, delivery) = try await calls.begin(first)
      try await store.remember(RememberedAnswer("made", to: key, in: first.registry, at: 1), with: nil, isSynced: true)
      withExtendedLifetime(delivery) {}
    }
    let (again, delivery) = try await calls.begin(try await Self.call())
    #expect(try await store.answer(to: again, in: first.registry, now: 1) == "made")
    withExtendedLifetime(delivery) {}
  }

  /// Two processes start a run in the same millisecond: the second waits until the first has its answer, and then makes its own.
  @Test func anEqualRequestIsANewOneOnceTheFirstWasAnswered() async throws {
    let (store, first) = (try Self.store(), try await Self.call())
    let calls = RepeatedCalls(store, now: { 1 })
    let (key, delivery) = try await calls.begin(first)
    try await store.remember(RememberedAnswer("made", to: key, in: first.registry, at: 1), with: nil, isSynced: true)
    let second = Task {
      let (key, delivery) = try await calls.begin(try await Self.call())
      defer { withExtendedLifetime(delivery) {} }
      return try await store.answer(to: key, in: first.registry, now: 1)
    }
    try await Task.sleep(for: .milliseconds(50))
    delivery.succeed()
    #expect(try await second.value == nil)
  }

  @Test func otherBytesAreAnotherRequest() async throws {
    let calls = RepeatedCalls(try Self.store(), now: { 1 })
    let (one, first) = try await calls.begin(try await Self.call())
    let (two, second) = try await calls.begin(try await Self.call(#"{"start_time": 2}"#))
    #expect(one != two)
    withExtendedLifetime((first, second)) {}
  }
}
