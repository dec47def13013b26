/// One execution that logs what it was given and what came out.
///
/// Source: MLflow's `entities/run.py`; its `RunInfo`, `RunData`, `RunInputs` and `RunOutputs` in one.
package struct Run: Hashable, Sendable {
  package let id: String
  package let experiment: String
  package let name: String
  package let user: String
  package let status: RunStatus
  /// Milliseconds since 1970, in UTC.
  package let started: Int64?
  /// Milliseconds since 1970, in UTC; nil while it has not ended.
  package let ended: Int64?
  package let artifactURI: String
  package let stage: LifecycleStage
  /// The latest point of each metric, by key: of the highest step, then the latest timestamp, then the greatest value.
  package let metrics: [MetricPoint]
  /// By key.
  package let parameters: [Parameter]
  /// By key.
  package let tags: [Tag]
  package let datasets: [DatasetInput]
  /// The ids of the logged models that it read.
  package let modelInputs: [String]
  package let modelOutputs: [ModelOutput]
}
