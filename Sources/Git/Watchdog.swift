/// Reports what runs for too long, while it runs.
final class Watchdog: Sendable {
  private let seconds: Double
  private let report: @Sendable (RepositoryPool.SlowUse) -> Void
  private let state = Guarded(State())

  private struct State {
    var uses: [Int: Use] = [:]
    var last = 0
    var isWatching = false
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
    let number = state.withLock { state, _ in
      state.last += 1
      state.uses[state.last] = Use(place: place, start: monotonicSeconds())
      if !state.isWatching { state.isWatching = startThread(watch) }
      return state.last
    }
    body()
    state.withLock { state, _ in state.uses[number] = nil }
  }

  /// Ends a while after there was nothing to watch any more, and is then started anew.
  private func watch() {
    while let slow = nextSlow() { slow.forEach(report) }
  }

  /// Nil where nothing runs that is not reported yet.
  private func nextSlow() -> [RepositoryPool.SlowUse]? {
    state.withLock { state, changed in
      var isIdle = false
      while true {
        let now = monotonicSeconds()
        var slow: [RepositoryPool.SlowUse] = []
        for (number, use) in state.uses where !use.isReported && now - use.start >= seconds {
          state.uses[number]?.isReported = true
          slow.append(RepositoryPool.SlowUse(place: use.place, seconds: now - use.start))
        }
        if !slow.isEmpty { return slow }
        let next = state.uses.values.lazy.filter { !$0.isReported }.map(\.start).min()
        if next == nil, isIdle {
          state.isWatching = false
          return nil
        }
        isIdle = next == nil
        changed.wait(until: (next ?? now) + seconds)
      }
    }
  }
}
