import Blobs
import Diagnostics
import Glibc
import Manifests
import Synchronization

/// How far long work has come, on a terminal's standard error; nothing elsewhere.
///
///     adding  1.2 GiB of 4.0 GiB  30 %  812.0 MiB/s  0:03 left
final class ProgressBar: ByteProgress {
  private let verb: String
  private let total: Int64
  /// What is counted, where that is not bytes.
  private let noun: String?
  private let start = ProgressBar.now()
  private let state = Mutex((done: Int64(0), shown: 0.0))

  /// Seconds between two lines, and before the first one: what is done sooner needs none.
  private static let interval = 0.2

  /// Nil where nobody looks at a terminal.
  init?(_ verb: String, of total: Int64, _ noun: String? = nil) {
    guard Terminal.isInteractive, isatty(2) == 1, Terminal.variable("TERM") != "dumb" else { return nil }
    self.verb = verb
    self.total = total
    self.noun = noun
  }

  func advance(by sizeInBytes: Int64) {
    let now = Self.now()
    let line = state.withLock { state -> String? in
      state.done += sizeInBytes
      guard now - max(state.shown, start) >= Self.interval else { return nil }
      state.shown = now
      return text(state.done, after: now - start)
    }
    if let line { Terminal.writeError("\r\u{1b}[K\(line)") }
  }

  /// Takes the line away.
  func finish() {
    if state.withLock({ $0.shown > 0 }) { Terminal.writeError("\r\u{1b}[K") }
  }

  private func text(_ done: Int64, after seconds: Double) -> String {
    let rate = Double(done) / seconds
    let left = rate > 0 ? Int(Double(max(0, total - done)) / rate) : 0
    let time = "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)"
    let percent = total > 0 ? min(100, done * 100 / total) : 100
    if let noun { return "\(verb)  \(done) of \(total) \(noun)  \(percent) %  \(time) left" }
    return
      "\(verb)  \(ByteCount.text(done)) of \(ByteCount.text(total))  \(percent) %  \(ByteCount.text(Int64(rate)))/s  \(time) left"
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
