import Diagnostics
import RunStore

/// What requests about runs are made of.
extension MLflowFields {
  /// Clients send the id twice; the older name counts if the newer one is missing.
  func runID() throws(MLflowError) -> String {
    if let id = try text("run_id"), !id.isEmpty { return id }
    if let id = try text("run_uuid"), !id.isEmpty { return id }
    throw missing("run_id")
  }

  func metric() throws(MLflowError) -> MetricPoint {
    var dataset: DatasetID?
    if let name = try text("dataset_name"), let digest = try text("dataset_digest") {
      dataset = DatasetID(name: name, digest: digest)
    }
    return MetricPoint(
      try required("key"), try requiredNumber("value"), timestamp: try requiredInteger("timestamp"),
      step: try integer("step") ?? 0, model: try text("model_id"), dataset: dataset)
  }

  func parameter() throws(MLflowError) -> Parameter { Parameter(try required("key"), try text("value") ?? "") }

  func tag() throws(MLflowError) -> Tag { Tag(try required("key"), try text("value") ?? "") }

  func tagList(_ key: String) throws(MLflowError) -> [Tag] {
    try objects(key).map { fields throws(MLflowError) in try fields.tag() }
  }

  func datasetInput() throws(MLflowError) -> DatasetInput {
    guard let dataset = try object("dataset") else { throw missing("dataset") }
    return DatasetInput(
      Dataset(
        DatasetID(name: try dataset.required("name"), digest: try dataset.required("digest")),
        sourceType: try dataset.required("source_type"), source: try dataset.required("source"),
        schema: try dataset.text("schema"), profile: try dataset.text("profile")),
      tags: try tagList("tags"))
  }

  func viewType(_ key: String) throws(MLflowError) -> ViewType {
    guard let text = try text(key), !text.isEmpty else { return .activeOnly }
    guard let view = ViewType(rawValue: text) else {
      throw .invalid("Invalid value \(JSONValue.quoted(text)) for parameter '\(key)' supplied.")
    }
    return view
  }

  /// A search of runs or experiments.
  ///
  /// - Parameter key: of the view type.
  func search(view key: String, usual: Int, atMost limit: Int) throws(MLflowError) -> SearchRequest {
    SearchRequest(
      filter: try text("filter") ?? "", orderBy: try orderBy(), viewType: try viewType(key),
      maxResults: try self.limit(usual: usual, atMost: limit), pageToken: try text("page_token"))
  }

  private func orderBy() throws(MLflowError) -> [String] {
    let keys = try texts("order_by")
    guard keys.count <= Self.keysAtMost else {
      throw .invalid("'order_by' has \(keys.count) keys, but may have \(Self.keysAtMost) at most")
    }
    return keys
  }

  /// Keys of an order, and datasets of a search.
  static let keysAtMost = 20

  /// How many values a page may have.
  func limit(usual: Int, atMost limit: Int) throws(MLflowError) -> Int {
    let wanted = try integer("max_results") ?? Int64(usual)
    guard (1...Int64(limit)).contains(wanted) else {
      throw .invalid(
        "Invalid value \(wanted) for parameter 'max_results' supplied: It must be at least 1 and at most \(limit)")
    }
    return Int(wanted)
  }
}
