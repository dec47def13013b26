private import Glibc
private import Synchronization

/// Threads that take closures off one queue, each thread with a handle of its own.
final class HandleThreads: Sendable {
  private let count: Int
  private let waiting: Int
  private let watchdog: Watchdog
  private let open: @Sendable () throws -> Repository
  private let queue: Guarded<Queue>

  private struct Queue {
    var jobs: [Job] = []
    /// The first that was not taken yet.
    var next = 0
    var started = 0
    /// Those of them that wait for a job, or are about to ask for one.
    var idle = 0
    var isClosed = false

    var waiting: Int { jobs.count - next }

    mutating func take() -> Job? {
      guard next < jobs.count else { return nil }
      defer {
        next += 1
        idle -= 1
        if next > 64, next * 2 > jobs.count {
          jobs.removeFirst(next)
          next = 0
        }
      }
      return jobs[next]
    }
  }

  /// What is to be done with a handle, or why it cannot be done.
  private struct Job: Sendable {
    let place: String
    let run: @Sendable (Result<Repository, any Error>) -> Void
  }

  init(
    _ count: Int, waiting: Int, watchdog: Watchdog, open: @escaping @Sendable () throws -> Repository
  ) {
    self.count = count
    self.waiting = waiting
    self.watchdog = watchdog
    self.open = open
    queue = Guarded(Queue())
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
        if let refusal = add(job) { continuation.resume(throwing: refusal) }
      }
    } onCancel: {
      isCancelled.store(true, ordering: .relaxed)
    }
  }

  /// - Returns: why it was not taken.
  private func add(_ job: Job) -> RepositoryPoolError? {
    queue.change(wakingOne: true) { queue in
      if queue.isClosed { return .closed }
      if queue.waiting >= waiting { return .busy }
      queue.jobs.append(job)
      if queue.idle < queue.waiting, queue.started < count {
        if startThread(work) {
          queue.started += 1
          queue.idle += 1
        } else if queue.started == 0 {
          _ = queue.jobs.popLast()
          return .busy
        }
      }
      return nil
    }
  }

  func close() { queue.change { $0.isClosed = true } }

  private func work() {
    var opened: (handle: Repository, as: RepositoryFingerprint)?
    while let job = next() {
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
      queue.withLock { $0.idle += 1 }
    }
  }

  /// Waits for something to do; nil once there never will be.
  private func next() -> Job? {
    queue.wait { queue -> Job?? in
      if let job = queue.take() { return job }
      return queue.isClosed ? .some(nil) : nil
    }
  }
}
