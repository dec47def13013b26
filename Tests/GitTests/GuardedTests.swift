import Foundation
import Git
import TestSupport
import Testing

/// Waiting for what other threads change. A wait that would not end fails after a minute.
struct GuardedTests {
  private static func isDone(_ body: @escaping @Sendable () -> Void) -> Bool {
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      body()
      done.signal()
    }
    return done.wait(timeout: .now() + 60) == .success
  }

  /// glibc 2.36 may lose a signal: here there is none.
  @Test func aChangeIsSeenWithoutASignal() {
    let value = Guarded(0)
    let waiting = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      waiting.wait()
      value.withLock { $0 = 1 }
    }
    let isDone = Self.isDone {
      value.wait { value -> Void? in
        waiting.signal()
        return value == 1 ? () : nil
      }
    }
    #expect(isDone)
  }

  /// Four threads hand a number around, each waits for its own turn.
  @Test func noTurnIsMissed() {
    let (threads, turns) = (4, 2_000)
    let turn = Guarded(0)
    for thread in 0..<threads {
      Thread.detachNewThread {
        for _ in 0..<turns {
          turn.wait { $0 % threads == thread ? () : nil }
          turn.change { $0 += 1 }
        }
      }
    }
    #expect(Self.isDone { turn.wait { $0 == threads * turns ? () : nil } })
  }
}
