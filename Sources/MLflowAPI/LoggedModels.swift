import Access
import Diagnostics
import Endpoints
import RunStore

/// Logged models: what a run makes before it is a version.
///
/// Source: MLflow's `service.proto`, "LoggedModel"; only clients from 3.0 on ask for them.
struct LoggedModels: Sendable {
  let store: any RunStore
  let now: @Sendable () -> Int64

  init(_ store: any RunStore, now: @escaping @Sendable () -> Int64) {
    self.store = store
    self.now = now
  }

  var calls: [MLflowMount.Call] {
    [
      .init(.post, "/logged-models", .write, create),
      .init(.post, "/logged-models/search", .look, search),
      .init(.get, "/logged-models/{model_id}", .look, get),
      .init(.patch, "/logged-models/{model_id}", .write, finalize),
      .init(.delete, "/logged-models/{model_id}", .write, delete),
      .init(.patch, "/logged-models/{model_id}/tags", .write, setTags),
      .init(.delete, "/logged-models/{model_id}/tags/{tag_key}", .write, deleteTag),
      .init(.post, "/logged-models/{model_id}/params", .write, logParameters),
      .init(.get, "/logged-models/{model_id}/artifacts/directories", .look, listArtifacts),
    ]
  }

  @Sendable func create(_ call: MLflowCall) async throws -> JSONValue {
    try await store.prepare(call.registry, now: now())
    let fields = call.fields
    let new = NewLoggedModel(
      id: "m-" + RunID.make(), experiment: try fields.text("experiment_id") ?? Experiment.defaultID,
      name: try fields.text("name").flatMap { $0.isEmpty ? nil : $0 },
      type: try fields.text("model_type"),
      sourceRun: try fields.text("source_run_id").flatMap { $0.isEmpty ? nil : $0 },
      tags: try fields.tagList("tags"),
      parameters: try fields.objects("params").map { fields throws(MLflowError) in try fields.parameter() })
    return Self.answer(try await store.createLoggedModel(new, in: call.registry, now: now()))
  }

  @Sendable func get(_ call: MLflowCall) async throws -> JSONValue {
    Self.answer(try await store.loggedModel(call.loggedModel, in: call.registry))
  }

  @Sendable func finalize(_ call: MLflowCall) async throws -> JSONValue {
    let text = try call.fields.required("status")
    let status: LoggedModelStatus? =
      text.hasPrefix(Self.statusPrefix)
      ? LoggedModelStatus(rawValue: String(text.dropFirst(Self.statusPrefix.count))) : nil
    let failed: LoggedModelStatus? = text == Self.statusPrefix + "UPLOAD_FAILED" ? .failed : nil
    guard let status = status ?? failed else {
      throw MLflowError.invalid("Invalid value \(JSONValue.quoted(text)) for parameter 'status' supplied.")
    }
    return Self.answer(
      try await store.finalizeLoggedModel(call.loggedModel, as: status, in: call.registry, now: now()))
  }

  static let statusPrefix = "LOGGED_MODEL_"

  @Sendable func delete(_ call: MLflowCall) async throws -> JSONValue {
    try await store.deleteLoggedModel(call.loggedModel, in: call.registry, now: now())
    return .object([])
  }

  @Sendable func setTags(_ call: MLflowCall) async throws -> JSONValue {
    try await store.setTags(call.fields.tagList("tags"), ofLoggedModel: call.loggedModel, in: call.registry)
    return try await get(call)
  }

  @Sendable func deleteTag(_ call: MLflowCall) async throws -> JSONValue {
    try await store.deleteTag(call.captures["tag_key"] ?? "", ofLoggedModel: call.loggedModel, in: call.registry)
    return .object([])
  }

  @Sendable func logParameters(_ call: MLflowCall) async throws -> JSONValue {
    let parameters = try call.fields.objects("params").map { fields throws(MLflowError) in try fields.parameter() }
    try await store.logParameters(parameters, toLoggedModel: call.loggedModel, in: call.registry)
    return try await get(call)
  }

  @Sendable func listArtifacts(_ call: MLflowCall) async throws -> JSONValue {
    let model = try await store.loggedModel(call.loggedModel, in: call.registry)
    let below = try call.fields.text("artifact_directory_path") ?? ""
    let folder = try ArtifactPath(checking: ArtifactPath(model.artifactURI).appending(below)).text
    let root = ArtifactPath(model.artifactURI).text
    let entries = try await store.artifacts(inFolder: folder, of: call.registry)
    return .object([
      "root_uri": .string(model.artifactURI), "files": .array(entries.map { $0.mlflow(below: root) }),
    ])
  }

  @Sendable func search(_ call: MLflowCall) async throws -> JSONValue {
    let fields = call.fields
    func measured(_ fields: MLflowFields) throws(MLflowError) -> LoggedModelSearch.Measured {
      LoggedModelSearch.Measured(name: try fields.required("dataset_name"), digest: try fields.text("dataset_digest"))
    }
    for key in ["order_by", "datasets"] where try fields.objects(key).count > MLflowFields.keysAtMost {
      throw MLflowError.invalid("'\(key)' has more than \(MLflowFields.keysAtMost) entries")
    }
    let query = LoggedModelSearch(
      filter: try fields.text("filter") ?? "", datasets: try fields.objects("datasets").map(measured),
      orderBy: try fields.objects("order_by").map { order throws(MLflowError) in
        LoggedModelSearch.Order(
          try order.required("field_name"), isAscending: try order.flag("ascending", unlessGiven: true),
          dataset: try order.text("dataset_name").map { name throws(MLflowError) in
            LoggedModelSearch.Measured(name: name, digest: try order.text("dataset_digest"))
          })
      },
      maxResults: try fields.limit(usual: 100, atMost: 1000), pageToken: try fields.text("page_token"))
    let page = try await store.searchLoggedModels(
      query, experiments: fields.texts("experiment_ids"), in: call.registry)
    return .object([
      "models": .array(page.values.map(\.mlflow)), "next_page_token": page.nextToken.map { .string($0) },
    ])
  }

  private static func answer(_ model: LoggedModel) -> JSONValue { .object(["model": model.mlflow]) }
}

extension MLflowCall {
  /// The logged model that the path names.
  var loggedModel: String { captures["model_id"] ?? "" }
}

extension LoggedModel {
  /// As MLflow's clients read it.
  var mlflow: JSONValue {
    .object([
      "info": .object([
        "model_id": .string(id), "experiment_id": .string(experiment), "name": .string(name),
        "artifact_uri": .string(artifactURI), "creation_timestamp_ms": .integer(created),
        "last_updated_timestamp_ms": .integer(updated),
        "status": .string(
          LoggedModels.statusPrefix + (status == .failed ? "UPLOAD_FAILED" : status.rawValue)),
        "model_type": type.map { .string($0) }, "source_run_id": sourceRun.map { .string($0) },
        "tags": .array(tags.map(\.mlflow)),
      ]),
      "data": .object([
        "params": .array(parameters.map { .object(["key": .string($0.key), "value": .string($0.value)]) }),
        "metrics": .array(metrics.map(\.mlflow)),
      ]),
    ])
  }
}
