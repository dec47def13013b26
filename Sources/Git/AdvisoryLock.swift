import Glibc

/// flock(2) with an end: locks of the kernel on files, which go away with the process, however that ends.
package enum AdvisoryLock {
  /// Waits for a lock.
  ///
  /// A lock is asked for again and again: a signal could end a wait in the kernel, but a process has one alarm, and many threads.
  ///
  /// - Parameter operation: `LOCK_EX` or `LOCK_SH`.
  /// - Returns: 0; else the number of the error, `EWOULDBLOCK` where somebody else has had it for all that time.
  package static func take(_ descriptor: Int32, _ operation: Int32, secondsAtMost seconds: Double) -> Int32 {
    let start = monotonicSeconds()
    var pause: UInt32 = 250
    while flock(descriptor, operation | LOCK_NB) != 0 {
      let code = errno
      guard code == EWOULDBLOCK || code == EINTR, monotonicSeconds() - start < seconds else { return code }
      usleep(pause)
      pause = min(pause * 2, microsecondsBetween)
    }
    return 0
  }

  /// A change takes some milliseconds at least.
  private static let microsecondsBetween: UInt32 = 4_000

  /// What to do about it, for an error's text.
  package static func help(_ path: String) -> String {
    "\nhelp: another process holds \(path); find it with fuser, or with lsof, and end it if it hangs"
  }
}
