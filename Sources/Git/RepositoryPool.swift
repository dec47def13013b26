/// The open handles of one repository in a process with many threads: some threads that read, each with a handle of its own, and one
/// that writes.
///
/// A ``Repository`` belongs to one thread. Here it never leaves the closure that it is lent to: it cannot be sent, neither can what is
/// captured of it, and what the closure returns is `Sendable`, so the compiler refuses the rest. Nothing of one closure is there in the
/// next: what was staged or announced is dropped, configuration and identity are read anew, and a repository whose folder or
/// configuration file was replaced is opened anew.
///
///     let tip = try await pool.read { repository in try repository.target(of: main) }
///
/// The threads are its own. Those of Swift's tasks are as many as there are cores, and two slow reads would stop everything else.
package final class RepositoryPool: Sendable {
  package struct Limits: Sendable {
    /// Threads that read at once; each is started when all before it are busy.
    package var readers = 4
    /// Closures that wait for a thread, of readers and of the writer each. One more is refused at once: who waits for minutes has mostly
    /// gone away.
    package var waiting = 1_000
    /// After so long a closure is reported, and it goes on.
    package var secondsBeforeReport = 10.0

    package init() {}
  }

  /// A closure that runs for long: it may wait for something that waits for it.
  package struct SlowUse: Sendable, CustomStringConvertible {
    /// `Module/File.swift:LINE` of the call.
    package let place: String
    package let seconds: Double

    package var description: String { "\(place) has used the repository for \(Int(seconds)) seconds" }
  }

  private let readers: HandleThreads
  private let writer: HandleThreads

  /// - Parameters:
  ///   - open: makes a handle, once for each thread; called there.
  ///   - report: what is done about a closure that runs for long, once each; called on a thread of the pool.
  package init(
    limits: Limits = Limits(), open: @escaping @Sendable () throws -> Repository,
    report: @escaping @Sendable (SlowUse) -> Void
  ) {
    let watchdog = Watchdog(seconds: limits.secondsBeforeReport, report: report)
    let trees = SharedTrees()
    let open: @Sendable () throws -> Repository = {
      let repository = try open()
      repository.sharedTrees = trees
      return repository
    }
    readers = HandleThreads(max(1, limits.readers), waiting: limits.waiting, watchdog: watchdog, open: open)
    writer = HandleThreads(1, waiting: limits.waiting, watchdog: watchdog, open: open)
  }

  /// Lets the threads end, once they have done what was asked of them before.
  deinit {
    readers.close()
    writer.close()
  }

  /// Reads the repository on a thread of the pool.
  ///
  /// - Throws: what `body` or the opening throws; ``RepositoryPoolError/busy`` where too many wait; `CancellationError` where the task was
  ///   cancelled before its turn.
  package func read<Value: Sendable>(
    file: StaticString = #fileID, line: UInt = #line, _ body: @escaping @Sendable (Repository) throws -> Value
  ) async throws -> Value {
    try await readers.run(at: "\(file):\(line)", body)
  }

  /// Changes the repository, one such closure after another. Other processes, and other pools, are kept out by ``RefLock`` and by the
  /// comparing of references only.
  ///
  /// - Throws: as ``read(file:line:_:)`` does.
  package func write<Value: Sendable>(
    file: StaticString = #fileID, line: UInt = #line, _ body: @escaping @Sendable (Repository) throws -> Value
  ) async throws -> Value {
    try await writer.run(at: "\(file):\(line)", body)
  }
}

package enum RepositoryPoolError: Error, CustomStringConvertible {
  case busy
  case closed

  package var description: String {
    switch self {
    case .busy: "the repository is busy: too many are already waiting for it\nhelp: try again later"
    case .closed: "the repository is closed"
    }
  }
}
