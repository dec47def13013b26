import Glibc

/// Seconds of the clock that nobody sets.
func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Waits until a moment of that clock.
func sleepUntil(monotonicSeconds end: Double) {
  var time = timespec(monotonicSeconds: end)
  while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
}

extension timespec {
  /// A moment of that clock.
  init(monotonicSeconds seconds: Double) {
    self.init(tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
  }
}
