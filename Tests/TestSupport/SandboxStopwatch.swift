import Foundation
import Testing

/// How long a test had its sandbox, a line in the file that `SANDBOX_TIMES` names: seconds, then the test.
///
/// Swift Testing starts all tests at once, so what it measures is mostly how long a test waited for its turn.
struct SandboxStopwatch {
  private let start = ContinuousClock.now
  private let test = Test.current.map { "\($0.sourceLocation.fileName) \($0.name)" }

  private static let file = ProcessInfo.processInfo.environment["SANDBOX_TIMES"].map {
    open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
  }

  func stop() {
    guard let file = Self.file, let test else { return }
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    let line = Array("\(Double(seconds) + Double(attoseconds) / 1e18) \(test)\n".utf8)
    _ = write(file, line, line.count)
  }
}
