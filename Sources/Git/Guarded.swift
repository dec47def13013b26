import Glibc

/// A value that threads take turns at, and may wait for a change of. Swift's `Mutex` cannot be waited on.
package final class Guarded<Value>: @unchecked Sendable {
  // Unchecked: nothing here is touched but by who holds the lock. The C types must not move.
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: Condition
  private var value: Value

  package struct Condition {
    fileprivate let lock: UnsafeMutablePointer<pthread_mutex_t>
    fileprivate let condition: UnsafeMutablePointer<pthread_cond_t>

    /// Wakes one who waits.
    package func signal() { pthread_cond_signal(condition) }

    /// Wakes all who wait.
    package func broadcast() { pthread_cond_broadcast(condition) }

    /// Lets others have the value until one of them signals; it may have been somebody else's signal.
    package func wait() { pthread_cond_wait(condition, lock) }

    /// The same, for so many seconds at most.
    package func wait(secondsAtMost seconds: Double) { wait(until: monotonicSeconds() + seconds) }

    /// The same, until a moment of the monotonic clock at most.
    package func wait(until end: Double) {
      var time = timespec(tv_sec: Int(end), tv_nsec: Int((end - end.rounded(.down)) * 1e9))
      pthread_cond_timedwait(condition, lock, &time)
    }
  }

  package init(_ value: sending Value) {
    self.value = value
    lock = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
    changed = Condition(lock: lock, condition: condition)
  }

  deinit {
    pthread_cond_destroy(changed.condition)
    pthread_mutex_destroy(lock)
    changed.condition.deallocate()
    lock.deallocate()
  }

  /// Takes its turn at the value.
  package func withLock<Result>(_ body: (inout Value, Condition) -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body(&value, changed)
  }
}
