/// Data that a run read.
///
/// Source: MLflow's `entities/dataset.py`.
package struct Dataset: Hashable, Sendable {
  package let id: DatasetID
  package let sourceType: String
  package let source: String
  /// JSON, as the client wrote it.
  package let schema: String?
  /// JSON, as the client wrote it.
  package let profile: String?

  package init(_ id: DatasetID, sourceType: String, source: String, schema: String? = nil, profile: String? = nil) {
    self.id = id
    self.sourceType = sourceType
    self.source = source
    self.schema = schema
    self.profile = profile
  }
}
