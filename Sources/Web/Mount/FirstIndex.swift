import Endpoints
import Searching
import Synchronization

/// The index that pages ask, made once after the server starts: of a large registry that takes a while the first time, and nobody's page
/// waits for it longer than a moment.
final class FirstIndex: Sendable {
  private enum State { case unknown, underWay, done }

  private let state = Mutex(State.unknown)
  private let patience: Duration
  private let make: @Sendable () async throws -> Void

  private static let pause: Duration = .milliseconds(10)

  /// - Parameters:
  ///   - patience: how long a page waits.
  ///   - make: makes the index, or finds it; pages do without one that cannot be made.
  init(patience: Duration, _ make: @escaping @Sendable () async throws -> Void) {
    self.patience = patience
    self.make = make
  }

  convenience init(of repository: ServedRepository, patience: Duration) {
    self.init(patience: patience) {
      try await repository.read { reader in
        _ = try reader.catalog(isKept: true)
        _ = try reader.history(isKept: true)
      }
    }
  }

  /// - Returns: false if it is still being made.
  func isThere() async -> Bool {
    if isDone { return true }
    begin()
    let end = ContinuousClock.now + patience
    while ContinuousClock.now < end {
      if isDone { return true }
      do { try await Task.sleep(for: Self.pause) } catch { break }
    }
    return isDone
  }

  private var isDone: Bool { state.withLock { $0 == .done } }

  private func begin() {
    let isFirst = state.withLock { state in
      guard state == .unknown else { return false }
      state = .underWay
      return true
    }
    guard isFirst else { return }
    Task {
      // What keeps it from being made is said by the page that asks for it.
      do { try await make() } catch {}
      state.withLock { $0 = .done }
    }
  }
}
