import Diagnostics

/// MLflow's sentences.
///
/// Source: `store/tracking/sqlalchemy_store.py` and `utils/validation.py` of MLflow 3.17.
extension RunStoreError {
  static func invalid(_ message: String) -> RunStoreError { RunStoreError(.invalid, message) }

  static func invalidValue(_ value: String, at path: String, _ message: String) -> RunStoreError {
    .invalid("Invalid value \(JSONValue.string(value).line) for parameter '\(path)' supplied: \(message)")
  }

  static func tooLong(_ name: String, limit: Int) -> RunStoreError {
    .invalid("'\(name)' exceeds the maximum length of \(limit) characters")
  }

  static func noExperiment(_ id: String) -> RunStoreError {
    RunStoreError(.notFound, "No Experiment with id=\(id) exists")
  }

  static func noRun(_ id: String) -> RunStoreError { RunStoreError(.notFound, "Run with id=\(id) not found") }

  static func noLoggedModel(_ id: String) -> RunStoreError {
    RunStoreError(.notFound, "Logged model with ID '\(id)' not found.")
  }

  static func inactiveRun(_ id: String) -> RunStoreError {
    .invalid("The run \(id) must be in the 'active' state. Current state is deleted.")
  }

  static func inactiveExperiment(_ id: String) -> RunStoreError {
    .invalid("The experiment \(id) must be in the 'active' state. Current state is deleted.")
  }

  static func notPositive(_ limit: Int) -> RunStoreError {
    .invalid("Invalid value \(limit) for parameter 'max_results' supplied. It must be a positive integer")
  }
}
