/// A run that is to be made.
package struct NewRun: Hashable, Sendable {
  /// 32 hexadecimal digits, as MLflow has them.
  package let id: String
  package let experiment: String
  package let user: String
  /// Nil for the tag `mlflow.runName`, or a name that is made from the id.
  package let name: String?
  /// Milliseconds since 1970, in UTC.
  package let started: Int64?
  package let tags: [Tag]

  package init(
    id: String, experiment: String, user: String = "", name: String? = nil, started: Int64? = nil, tags: [Tag] = []
  ) {
    self.id = id
    self.experiment = experiment
    self.user = user
    self.name = name
    self.started = started
    self.tags = tags
  }
}
