/// Runs and what they log.
package protocol RunLog: Sendable {
  /// Makes a run. Its name is the one given, the tag `mlflow.runName`, or one made from its id; the tag says the same.
  ///
  /// - Parameter request: if it is the same as that of a run that was made in the last ten minutes, that run is the answer.
  func createRun(_ new: NewRun, in registry: String, repeating request: RequestKey?, now: Int64)
    async throws(RunStoreError) -> Run

  /// A run in any stage.
  func run(_ id: String, in registry: String) async throws(RunStoreError) -> Run

  /// Changes a run that is active.
  ///
  /// - Returns: the run as it is then.
  func updateRun(_ id: String, _ update: RunUpdate, in registry: String) async throws(RunStoreError) -> Run

  func deleteRun(_ id: String, in registry: String, now: Int64) async throws(RunStoreError)

  func restoreRun(_ id: String, in registry: String) async throws(RunStoreError)

  /// Logs one point. A point that was logged before changes nothing.
  func logMetric(_ metric: MetricPoint, to run: String, in registry: String) async throws(RunStoreError)

  /// - Throws: `invalid` if the parameter has another value.
  func logParameter(_ parameter: Parameter, to run: String, in registry: String) async throws(RunStoreError)

  func setTag(_ tag: Tag, ofRun run: String, in registry: String) async throws(RunStoreError)

  /// - Throws: `notFound` if there is no such tag.
  func deleteTag(_ key: String, ofRun run: String, in registry: String) async throws(RunStoreError)

  /// Logs metrics, parameters and tags, all or nothing: at most 1000 metrics, 100 parameters, 100 tags, and 1000 of all.
  func log(_ batch: RunBatch, to run: String, in registry: String) async throws(RunStoreError)

  /// Notes what a run reads. A dataset that is an input already keeps its tags.
  func logInputs(
    _ datasets: [DatasetInput], models: [String], to run: String, in registry: String) async throws(RunStoreError)

  /// Notes which logged models a run made.
  func logOutputs(_ models: [ModelOutput], to run: String, in registry: String) async throws(RunStoreError)

  /// Appends what MLflow 2's clients say of a model that they logged to the JSON list in the tag `mlflow.log-model.history`.
  ///
  /// - Parameter json: an object.
  /// - Throws: `invalid` if the list gets longer than a tag's value may be.
  func recordModel(_ json: String, of run: String, in registry: String) async throws(RunStoreError)
}
