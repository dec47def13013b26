/// Threads that run tasks which wait for files: `withTaskExecutorPreference(threads) { … }`.
///
/// The threads of Swift's tasks are as many as there are cores, and two slow disks would stop everything else. Lives as long as the
/// process: a task may come at any time.
package final class WorkerThreads: TaskExecutor {
  private let queue: ThreadQueue<UnownedJob>

  /// - Parameter count: threads at most; each is started when all before it are busy.
  package init(_ count: Int) { queue = ThreadQueue(count) }

  package func enqueue(_ job: consuming ExecutorJob) {
    _ = queue.add(UnownedJob(job)) { self.work() }
  }

  private func work() {
    while let job = queue.next() {
      job.runSynchronously(on: asUnownedTaskExecutor())
      queue.end()
    }
  }
}
