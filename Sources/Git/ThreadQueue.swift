/// Jobs that threads take off one queue, in their order; each thread is started when all before it are busy.
final class ThreadQueue<Job: Sendable>: Sendable {
  private let count: Int
  private let waiting: Int
  private let state = Guarded(State())

  private struct State {
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

  /// Why a job was not taken.
  enum Refusal { case closed, full }

  /// - Parameters:
  ///   - count: threads at most.
  ///   - waiting: jobs that wait, at most.
  init(_ count: Int, waiting: Int = .max) {
    self.count = max(1, count)
    self.waiting = waiting
  }

  /// - Parameter work: what a new thread does: it asks for jobs until there are none.
  /// - Returns: nil if the job was taken. One that was taken without a thread, since the system has none left, waits for the next.
  func add(_ job: Job, _ work: @escaping @Sendable () -> Void) -> Refusal? {
    state.change(wakingOne: true) { state in
      if state.isClosed { return .closed }
      if state.waiting >= waiting { return .full }
      state.jobs.append(job)
      guard state.idle < state.waiting, state.started < count else { return nil }
      if startThread(work) {
        state.started += 1
        state.idle += 1
      } else if state.started == 0, waiting < .max {
        _ = state.jobs.popLast()
        return .full
      }
      return nil
    }
  }

  /// Waits for something to do; nil once there never will be.
  func next() -> Job? {
    state.wait { state -> Job?? in
      if let job = state.take() { return job }
      return state.isClosed ? .some(nil) : nil
    }
  }

  /// Says that a job is done, before the next is asked for.
  func end() { state.withLock { $0.idle += 1 } }

  /// Takes no more jobs, and lets the threads end.
  func close() { state.change { $0.isClosed = true } }
}
