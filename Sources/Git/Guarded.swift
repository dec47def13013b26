import Glibc

/// A value that threads take turns at, and may wait for a change of. Swift's `Mutex` cannot be waited on.
package final class Guarded<Value>: @unchecked Sendable {
  // Unchecked: nothing here is touched but by who holds the lock. The C types must not move.
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  package init(_ value: sending Value) {
    self.value = value
    lock = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    changed = .allocate(capacity: 1)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(changed, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// Takes its turn at the value; who waits for a change is not told of one.
  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body(&value)
  }

  /// Takes its turn at the value, and wakes those who wait for a change of it.
  ///
  /// - Parameter one: wakes one of them alone: it does not matter which, and one is enough.
  package func change<Result>(wakingOne one: Bool = false, _ body: (inout Value) -> Result) -> Result {
    withLock { value in
      defer { if one { pthread_cond_signal(changed) } else { pthread_cond_broadcast(changed) } }
      return body(&value)
    }
  }

  /// Asks again each time that the value has changed, until there is an answer.
  ///
  /// The value is lent for one look at a time: were it lent while others change it, the compiler might go on with what it knows from
  /// before. And no wait is long, since glibc 2.36 may lose a signal.
  ///
  /// Source: https://sourceware.org/bugzilla/show_bug.cgi?id=25847
  package func wait<Answer>(for look: (inout Value) -> Answer?) -> Answer {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if let answer = look(&value) { return answer }
      var end = timespec(monotonicSeconds: monotonicSeconds() + Self.secondsOfWaiting)
      pthread_cond_timedwait(changed, lock, &end)
    }
  }

  private static var secondsOfWaiting: Double { 0.1 }
}
