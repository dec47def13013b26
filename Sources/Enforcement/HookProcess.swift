import Diagnostics
import Glibc
import Synchronization

/// The process of a server's hook: its standard input and error, and its end in bounded time.
enum HookProcess {
  /// A hook without an end would hold the client's connection, and the quarantine's disk.
  static func refuse(after seconds: Int) {
    _ = HookProcess.lastWords.descriptor.load(ordering: .relaxed)
    signal(SIGALRM) { _ in
      let text: StaticString = """
        error: git registry reached no verdict in time, so the push is refused
        hint: push less at a time, or ask an administrator to raise registry.maxSeconds

        """
      _ = Glibc.write(2, text.utf8Start, text.utf8CodeUnitCount)
      let log = HookProcess.lastWords.descriptor.load(ordering: .acquiring)
      if log >= 0, let line = UnsafeRawPointer(bitPattern: HookProcess.lastWords.address.load(ordering: .relaxed)) {
        _ = Glibc.write(log, line, HookProcess.lastWords.count.load(ordering: .relaxed))
      }
      _exit(70)
    }
    // Who starts git may have blocked the signal, and that is inherited.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGALRM)
    sigprocmask(SIG_UNBLOCK, &signals, nil)
    alarm(UInt32(seconds))
  }

  /// What also goes to a file if the time runs out. A signal's handler can make nothing, so it lies ready.
  private struct LastWords: ~Copyable {
    let descriptor = Atomic<Int32>(-1)
    let address = Atomic<UInt>(0)
    let count = Atomic<Int>(0)
  }

  private static let lastWords = LastWords()

  /// Lays a line ready that is written if the time runs out; once a process, for which it is kept.
  static func prepareLastWords(_ line: String, to descriptor: Int32) {
    let bytes = Array(line.utf8)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    buffer.copyBytes(from: bytes)
    lastWords.address.store(UInt(bitPattern: buffer.baseAddress), ordering: .relaxed)
    lastWords.count.store(bytes.count, ordering: .relaxed)
    lastWords.descriptor.store(descriptor, ordering: .releasing)
  }

  /// All of standard input.
  static func readInput() throws(PushError) -> [UInt8] {
    var input: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
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

  /// - Returns: false if the reader is gone.
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
