import Access
import BlobStore
import Endpoints
import Foundation
import Git
import Serving
import Testing

/// What one client may take of a server, over real connections.
///
/// A server closes by its own clock: the tests wait for that as long as it takes, and never for less than it promises.
@Suite struct ServerLimitsTests {
  /// Longer than any limit here, also on a busy machine.
  private static let patience: Int32 = 60_000
  private static let get = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
  private static let post = "POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"

  private static func limits(_ change: (inout ServerLimits) -> Void) -> ServerLimits {
    var limits = ServerLimits()
    change(&limits)
    return limits
  }

  /// Serves while the body runs: what is well, and how long a body is.
  private static func serving(_ limits: ServerLimits, _ body: @escaping @Sendable (Int) throws -> Void) async throws {
    let count = Route(.post, "/count", needs: nil) { request in
      let bytes = try await request.body.collect(atMost: 1 << 20)
      return ServerResponse(text: "\(bytes?.count ?? -1)\n")
    }
    let dispatcher = Dispatcher(
      Health.routes + [count], forms: [Health.form], for: nil, Doorkeeper(), Hosts(), on: WorkerThreads(2))
    let server = try Server(Front(dispatcher), limits, nil)
    let (ports, told) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run(at: [("127.0.0.1", 0)]) { told.yield($0[0]) } }
      for await port in ports {
        // On a thread of its own: it waits for the network, and the server needs those of tasks.
        try await withCheckedThrowingContinuation { done in
          Thread.detachNewThread { done.resume(with: Result { try body(port) }) }
        }
        break
      }
      group.cancelAll()
      while let outcome = await group.nextResult() {
        if case .failure(let error) = outcome, !(error is CancellationError) { throw error }
      }
    }
  }

  /// Bytes that trickle keep no connection open.
  @Test func aHeadHasItsTime() async throws {
    try await Self.serving(Self.limits { $0.secondsForHead = 1 }) { port in
      let connection = try RawConnection(to: port)
      _ = connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ")
      var said = RawConnection.Said.nothing
      for _ in 0..<600 where said == .nothing {
        _ = connection.send("a")
        said = connection.heard(within: 100)
      }
      #expect(said == .closed)
    }
  }

  @Test func aConnectionThatWasUsedIsNotKeptForever() async throws {
    try await Self.serving(Self.limits { $0.secondsBetweenRequests = 1 }) { port in
      let connection = try RawConnection(to: port)
      for _ in 0..<3 {
        _ = connection.send(Self.get)
        guard case .text(let text) = connection.heard(within: Self.patience) else {
          Issue.record("no answer")
          return
        }
        #expect(text.hasPrefix("HTTP/1.1 200") && text.hasSuffix("ok\n"))
      }
      #expect(connection.heard(within: Self.patience) == .closed)
    }
  }

  @Test func aBodyHasToCome() async throws {
    let limits = Self.limits { ($0.secondsForBody, $0.leastBytesOfBody) = (1, 100) }
    try await Self.serving(limits) { port in
      let connection = try RawConnection(to: port)
      _ = connection.send(Self.post)
      var said = RawConnection.Said.nothing
      for _ in 0..<600 where said == .nothing {
        _ = connection.send("a")
        said = connection.heard(within: 100)
      }
      #expect(said == .closed)
    }
  }

  @Test func aBodyThatComesSlowlyIsTaken() async throws {
    let limits = Self.limits { ($0.secondsForBody, $0.leastBytesOfBody) = (1, 1) }
    try await Self.serving(limits) { port in
      let connection = try RawConnection(to: port)
      _ = connection.send(Self.post)
      for _ in 0..<10 {
        #expect(connection.heard(within: 250) == .nothing)
        #expect(connection.send(String(repeating: "a", count: 100)))
      }
      guard case .text(let text) = connection.heard(within: Self.patience) else {
        Issue.record("no answer")
        return
      }
      #expect(text.hasPrefix("HTTP/1.1 200") && text.hasSuffix("1000\n"))
    }
  }

  /// One more than may be waits until another one has ended.
  @Test func connectionsAreBounded() async throws {
    try await Self.serving(Self.limits { $0.connections = 2 }) { port in
      var open = try (0..<2).map { _ in try RawConnection(to: port) }
      for connection in open {
        _ = connection.send(Self.get)
        #expect(connection.heard(within: Self.patience) != .closed)
      }
      let third = try RawConnection(to: port)
      _ = third.send(Self.get)
      #expect(third.heard(within: 500) == .nothing)
      open.removeLast()
      guard case .text(let text) = third.heard(within: Self.patience) else {
        Issue.record("no answer once there was room")
        return
      }
      #expect(text.hasPrefix("HTTP/1.1 200"))
    }
  }
}
