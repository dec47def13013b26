/// Threads that run tasks which wait for files: `withTaskExecutorPreference(threads) { … }`.
///
/// The threads of Swift's tasks are as many as there are cores, and two slow disks would stop everything else. Lives as long as the
/// process: a task may come at any time.
package final class WorkerThreads: TaskExecutor {
  private let queue = Guarded(Queue())
  private let count: Int

  private struct Queue {
    var jobs: [UnownedJob] = []
    /// The first that was not taken yet.
    var next = 0
    var started = 0
    /// Threads that wait for a job, or are about to ask for one.
    var idle = 0

    mutating func take() -> UnownedJob? {
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

  /// - Parameter count: threads at most; each is started when all before it are busy.
  package init(_ count: Int) { self.count = max(1, count) }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.change(wakingOne: true) { queue in
      queue.jobs.append(job)
      if queue.idle < queue.jobs.count - queue.next, queue.started < count, startThread({ self.work() }) {
        queue.started += 1
        queue.idle += 1
      }
    }
  }

  private func work() -> Never {
    while true {
      queue.wait { $0.take() }.runSynchronously(on: asUnownedTaskExecutor())
      queue.withLock { $0.idle += 1 }
    }
  }
}
