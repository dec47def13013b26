import Endpoints
import Synchronization

/// What came of forms, by the number that each page carries: one that is sent again, by a second click or by the browser, is answered as
/// the first time and commits nothing.
final class FormResults: Sendable {
  /// What one sending came to.
  enum Attempt: Sendable {
    /// A commit was made.
    case landed(ServerResponse)
    /// It was not, and may be sent again.
    case refused(FormState)
  }

  private struct Known {
    var attempts: [String: Task<Attempt, any Error>] = [:]
    /// Oldest first.
    var order: [String] = []
  }

  private let known = Mutex(Known())

  /// The oldest ones are forgotten beyond so many.
  private static let limit = 10_000

  /// - Parameter number: of the page and of who sends it.
  func attempt(_ number: String, _ make: @escaping @Sendable () async throws -> Attempt) async throws -> Attempt {
    let task = known.withLock { known in
      if let task = known.attempts[number] { return task }
      // Goes on if the browser does not wait: what it began ends in one commit.
      let task = Task { try await make() }
      known.attempts[number] = task
      known.order.append(number)
      if known.order.count > Self.limit { known.attempts[known.order.removeFirst()] = nil }
      return task
    }
    do {
      let attempt = try await task.value
      if case .refused = attempt { forget(number) }
      return attempt
    } catch {
      forget(number)
      throw error
    }
  }

  private func forget(_ number: String) {
    known.withLock { known in
      known.attempts[number] = nil
      known.order.removeAll { $0 == number }
    }
  }
}
