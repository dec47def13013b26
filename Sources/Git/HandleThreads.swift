private import Synchronization

/// Threads that take closures off one queue, each thread with a handle of its own.
final class HandleThreads: Sendable {
  private let watchdog: Watchdog
  private let open: @Sendable () throws -> Repository
  private let queue: ThreadQueue<Job>

  /// What is to be done with a handle, or why it cannot be done.
  private struct Job: Sendable {
    let place: String
    let run: @Sendable (Result<Repository, any Error>) -> Void
  }

  init(
    _ count: Int, waiting: Int, watchdog: Watchdog, open: @escaping @Sendable () throws -> Repository
  ) {
    self.watchdog = watchdog
    self.open = open
    queue = ThreadQueue(count, waiting: waiting)
  }

  func run<Value: Sendable>(
    at place: String, _ body: @escaping @Sendable (Repository) throws -> Value
  ) async throws -> Value {
    let isCancelled = Atomic(false)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let job = Job(place: place) { handle in
          continuation.resume(
            with: Result {
              if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
              return try body(handle.get())
            })
        }
        switch queue.add(job, work) {
        case nil: break
        case .closed: continuation.resume(throwing: RepositoryPoolError.closed)
        case .full: continuation.resume(throwing: RepositoryPoolError.busy)
        }
      }
    } onCancel: {
      isCancelled.store(true, ordering: .relaxed)
    }
  }

  func close() { queue.close() }

  private func work() {
    var opened: (handle: Repository, as: RepositoryFingerprint)?
    while let job = queue.next() {
      watchdog.watch(job.place) {
        job.run(
          Result {
            if let opened, opened.as == RepositoryFingerprint(of: opened.handle) { return opened.handle }
            let handle = try open()
            opened = (handle, RepositoryFingerprint(of: handle))
            return handle
          })
      }
      opened?.handle.forgetUse()
      queue.end()
    }
  }
}
