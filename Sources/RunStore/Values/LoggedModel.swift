/// A model that a run made: files, and what is known of them, before it is a version of a registered model.
///
/// Source: MLflow's `entities/logged_model.py`.
package struct LoggedModel: Hashable, Sendable {
  /// `m-` and 32 hexadecimal digits.
  package let id: String
  package let experiment: String
  package let name: String
  package let type: String?
  package let sourceRun: String?
  package let artifactURI: String
  package let status: LoggedModelStatus
  package let stage: LifecycleStage
  /// Milliseconds since 1970, in UTC.
  package let created: Int64
  /// Milliseconds since 1970, in UTC.
  package let updated: Int64
  /// By key.
  package let tags: [Tag]
  /// By key.
  package let parameters: [Parameter]
  /// All points that were measured of it, by key, each with the run that did.
  package let metrics: [MetricSample]
}
