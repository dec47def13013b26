import Diagnostics
import Glibc

/// The process of a server's hook: its standard input and error, and its end in bounded time.
enum HookProcess {
  /// A hook without an end would hold the client's connection, and the quarantine's disk.
  static func refuse(after seconds: Int) {
    signal(SIGALRM) { _ in
      let text: StaticString = """
        error: git registry found no verdict in time, so the push is refused
        hint: push less at a time, or let an administrator raise registry.maxSeconds

        """
      _ = Glibc.write(2, text.utf8Start, text.utf8CodeUnitCount)
      _exit(70)
    }
    // Who starts git may have blocked the signal, and that is inherited.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGALRM)
    sigprocmask(SIG_UNBLOCK, &signals, nil)
    alarm(UInt32(seconds))
  }

  /// All of standard input.
  static func readInput() throws(PushError) -> [UInt8] {
    var input: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(0, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
      guard count > 0 else { return input }
      input += buffer[..<count]
    }
  }

  /// Writes to the client, through git; a push may be a CI job's.
  static func say(_ text: String) { write(Array(RunnerCommand.disarmed(text).utf8), to: 2) }

  /// - Returns: false where the reader is gone.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
