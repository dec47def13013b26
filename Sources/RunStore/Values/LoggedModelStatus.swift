/// How far a logged model got. The raw values are what filters compare with.
///
/// Source: MLflow's `entities/logged_model_status.py`.
package enum LoggedModelStatus: String, Sendable, CaseIterable {
  case unspecified = "UNSPECIFIED"
  case pending = "PENDING"
  case ready = "READY"
  case failed = "FAILED"
}
