/// Searches by MLflow's filters, as its server answers them: `!=` and `NOT IN` find only what has the field.
///
/// A filter or an order that is malformed, a page of less than 1 or more than 50,000 values, and a token of another search are `invalid`.
package protocol RunSearch: Sendable {
  /// Experiments, the newest first.
  func searchExperiments(_ request: SearchRequest, in registry: String) async throws(RunStoreError) -> Page<Experiment>

  /// Runs, the last started first. A metric is its latest point.
  func searchRuns(
    _ request: SearchRequest, experiments: [String], in registry: String
  ) async throws(RunStoreError) -> Page<Run>

  /// Logged models that were not deleted, the newest first. A metric is any of its points.
  func searchLoggedModels(
    _ search: LoggedModelSearch, experiments: [String], in registry: String
  ) async throws(RunStoreError) -> Page<LoggedModel>
}
