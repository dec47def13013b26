/// A tag of an experiment, a run, a logged model or an input: it may be set again and deleted.
package struct Tag: Hashable, Sendable {
  package let key: String
  package let value: String

  /// The tag that mirrors a run's name.
  package static let runName = "mlflow.runName"
  /// The tag that lists the models of MLflow 2's clients, as JSON.
  static let modelHistory = "mlflow.log-model.history"

  package init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}
