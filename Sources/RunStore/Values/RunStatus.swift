/// How far a run got.
///
/// Source: MLflow's `entities/run_status.py`.
package enum RunStatus: String, Sendable, CaseIterable {
  case running = "RUNNING"
  case scheduled = "SCHEDULED"
  case finished = "FINISHED"
  case failed = "FAILED"
  case killed = "KILLED"

  /// True if a run of this status logs nothing more.
  package var isTerminated: Bool {
    switch self {
    case .finished, .failed, .killed: true
    case .running, .scheduled: false
    }
  }
}
