/// Reports what runs for too long, while it runs.
final class Watchdog: Sendable {
  private let seconds: Double
  private let report: @Sendable (RepositoryPool.SlowUse) -> Void
  private let state = Guarded(State())

  private struct State {
    var uses: [Int: Use] = [:]
    var last = 0
    var isWatching = false

    /// What has run for so many seconds and is not reported yet, and when the next use will have; nil where nothing runs, again.
    mutating func look(for seconds: Double, isIdle: Bool) -> (slow: [RepositoryPool.SlowUse], next: Double?)? {
      let now = monotonicSeconds()
      var slow: [RepositoryPool.SlowUse] = []
      for (number, use) in uses where !use.isReported && now - use.start >= seconds {
        uses[number]?.isReported = true
        slow.append(RepositoryPool.SlowUse(place: use.place, seconds: now - use.start))
      }
      let next = uses.values.lazy.filter { !$0.isReported }.map { $0.start + seconds }.min()
      isWatching = next != nil || !slow.isEmpty || !isIdle
      return isWatching ? (slow, next) : nil
    }
  }

  private struct Use {
    let place: String
    let start: Double
    var isReported = false
  }

  init(seconds: Double, report: @escaping @Sendable (RepositoryPool.SlowUse) -> Void) {
    self.seconds = seconds
    self.report = report
  }

  func watch(_ place: String, _ body: () -> Void) {
    let number = state.withLock { state in
      state.last += 1
      state.uses[state.last] = Use(place: place, start: monotonicSeconds())
      if !state.isWatching { state.isWatching = startThread(watch) }
      return state.last
    }
    body()
    state.withLock { $0.uses[number] = nil }
  }

  /// Ends a while after there was nothing to watch any more, and is then started anew.
  private func watch() {
    var isIdle = false
    while let (slow, next) = state.withLock({ $0.look(for: seconds, isIdle: isIdle) }) {
      slow.forEach(report)
      isIdle = next == nil
      sleepUntil(monotonicSeconds: next ?? monotonicSeconds() + seconds)
    }
  }
}
