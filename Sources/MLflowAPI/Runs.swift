import Access
import Diagnostics
import Endpoints
import Manifests
import RunStore

/// Runs of a registry and what they log.
struct Runs: Sendable {
  let models: ServedModels
  let versionRuns: VersionRuns

  init(_ models: ServedModels, _ versionRuns: VersionRuns) {
    self.models = models
    self.versionRuns = versionRuns
  }

  private var repository: ServedRepository { models.repository }
  private var store: any RunStore { models.store }

  var calls: [MLflowMount.Call] {
    [
      .init("/runs/create", .write, creating: create),
      .init(.get, "/runs/get", .look, get),
      .init(.post, "/runs/update", .write, update),
      .init(.post, "/runs/delete", .write, delete),
      .init(.post, "/runs/restore", .write, restore),
      .init(.post, "/runs/search", .look, search),
      .init(.post, "/runs/log-metric", .write, logMetric),
      .init(.post, "/runs/log-parameter", .write, logParameter),
      .init(.post, "/runs/set-tag", .write, setTag),
      .init(.post, "/runs/delete-tag", .write, deleteTag),
      .init(.post, "/runs/log-batch", .write, logBatch),
      .init(.post, "/runs/log-inputs", .write, logInputs),
      .init(.post, "/runs/outputs", .write, logOutputs),
      .init(.post, "/runs/log-model", .write, logModel),
      .init(.get, "/metrics/get-history", .look, metricHistory),
      .init(.get, "/metrics/get-history-bulk", .look, bulkHistory),
      .init(.get, "/metrics/get-history-bulk-interval", .look, sampledHistory),
      .init(.get, "/artifacts/list", .look, listArtifacts),
    ]
  }

  // MARK: Runs

  @Sendable func create(_ call: MLflowCall, _ request: RequestKey) async throws -> JSONValue {
    try await store.prepare(call.registry, now: repository.now())
    let fields = call.fields
    let new = NewRun(
      id: RunID.make(), experiment: try fields.text("experiment_id") ?? Experiment.defaultID,
      user: try fields.text("user_id") ?? "", name: try fields.text("run_name"),
      started: try fields.integer("start_time"), tags: try fields.tagList("tags"))
    let run = try await store.createRun(new, in: call.registry, repeating: request, now: repository.now())
    return .object(["run": run.mlflow])
  }

  @Sendable func get(_ call: MLflowCall) async throws -> JSONValue {
    .object(["run": try await store.run(call.fields.runID(), in: call.registry).mlflow])
  }

  @Sendable func update(_ call: MLflowCall) async throws -> JSONValue {
    let fields = call.fields
    let status = try fields.text("status").map { text in
      guard let status = RunStatus(rawValue: text) else {
        throw MLflowError.invalid("Invalid value \(JSONValue.quoted(text)) for parameter 'status' supplied.")
      }
      return status
    }
    let update = RunUpdate(status: status, ended: try fields.integer("end_time"), name: try fields.text("run_name"))
    if status?.isTerminated == true {
      let known = try await store.run(fields.runID(), in: call.registry)
      if known.stage == .active, !known.status.isTerminated,
        let ended = try await EndedRun(known, in: call.registry, models)
      {
        await ended.record(by: call.principal)
      }
    }
    let run = try await store.updateRun(fields.runID(), update, in: call.registry)
    if status?.isTerminated == true { try await versionRuns.settle(run.id, in: call.registry) }
    return .object(["run_info": run.info])
  }

  @Sendable func delete(_ call: MLflowCall) async throws -> JSONValue {
    try await store.deleteRun(call.fields.runID(), in: call.registry, now: repository.now())
    return .object([])
  }

  @Sendable func restore(_ call: MLflowCall) async throws -> JSONValue {
    try await store.restoreRun(call.fields.runID(), in: call.registry)
    return .object([])
  }

  @Sendable func search(_ call: MLflowCall) async throws -> JSONValue {
    let page = try await store.searchRuns(
      call.fields.search(view: "run_view_type", usual: 1000, atMost: 50_000),
      experiments: call.fields.texts("experiment_ids"), in: call.registry)
    return .object(["runs": .array(page.values.map(\.mlflow)), "next_page_token": page.nextToken.map { .string($0) }])
  }

  // MARK: What they log

  /// Sees whether versions come from a run, whose facts never change, before the run logs something.
  private func prepare(
    _ metrics: [MetricPoint], _ parameters: [Parameter], of run: String, _ call: MLflowCall
  ) async throws {
    guard let check = try await FactCheck(run, in: call.registry, versionRuns) else { return }
    try await check.check(metrics, parameters)
    try await versionRuns.touch(run, in: call.registry, by: call.principal)
  }

  @Sendable func logMetric(_ call: MLflowCall) async throws -> JSONValue {
    let (metric, run) = (try call.fields.metric(), try call.fields.runID())
    try await prepare([metric], [], of: run, call)
    try await store.logMetric(metric, to: run, in: call.registry)
    return .object([])
  }

  @Sendable func logParameter(_ call: MLflowCall) async throws -> JSONValue {
    let (parameter, run) = (try call.fields.parameter(), try call.fields.runID())
    try await prepare([], [parameter], of: run, call)
    try await store.logParameter(parameter, to: run, in: call.registry)
    return .object([])
  }

  @Sendable func setTag(_ call: MLflowCall) async throws -> JSONValue {
    let run = try call.fields.runID()
    // The job that makes a version may be told by a tag of its run.
    try await prepare([], [], of: run, call)
    try await store.setTag(call.fields.tag(), ofRun: run, in: call.registry)
    return .object([])
  }

  @Sendable func deleteTag(_ call: MLflowCall) async throws -> JSONValue {
    try await store.deleteTag(call.fields.required("key"), ofRun: call.fields.runID(), in: call.registry)
    return .object([])
  }

  @Sendable func logBatch(_ call: MLflowCall) async throws -> JSONValue {
    let fields = call.fields
    let batch = RunBatch(
      metrics: try fields.objects("metrics").map { fields throws(MLflowError) in try fields.metric() },
      parameters: try fields.objects("params").map { fields throws(MLflowError) in try fields.parameter() },
      tags: try fields.tagList("tags"))
    let run = try fields.runID()
    try await prepare(batch.metrics, batch.parameters, of: run, call)
    try await store.log(batch, to: run, in: call.registry)
    return .object([])
  }

  @Sendable func logInputs(_ call: MLflowCall) async throws -> JSONValue {
    let fields = call.fields
    let datasets = try fields.objects("datasets").map { input throws(MLflowError) in try input.datasetInput() }
    let models = try fields.objects("models").map { input throws(MLflowError) in try input.required("model_id") }
    try await store.logInputs(datasets, models: models, to: fields.runID(), in: call.registry)
    return .object([])
  }

  @Sendable func logOutputs(_ call: MLflowCall) async throws -> JSONValue {
    let outputs = try call.fields.objects("models").map { output throws(MLflowError) in
      ModelOutput(model: try output.required("model_id"), step: try output.integer("step") ?? 0)
    }
    try await store.logOutputs(outputs, to: call.fields.runID(), in: call.registry)
    return .object([])
  }

  /// What clients before MLflow 3 say of a model beside its files.
  @Sendable func logModel(_ call: MLflowCall) async throws -> JSONValue {
    let model = try call.fields.required("model_json")
    _ = try MLflowFields(json: Array(model.utf8))
    try await store.recordModel(model, of: call.fields.runID(), in: call.registry)
    return .object([])
  }

  @Sendable func bulkHistory(_ call: MLflowCall) async throws -> JSONValue {
    let samples = try await store.metricHistory(
      call.fields.required("metric_key"), ofRuns: runIDs(call.fields), in: call.registry,
      limit: call.fields.limit(usual: 25_000, atMost: 25_000))
    return .object(["metrics": .array(samples.map(\.mlflow))])
  }

  @Sendable func sampledHistory(_ call: MLflowCall) async throws -> JSONValue {
    let fields = call.fields
    var steps: ClosedRange<Int64>?
    if let first = try fields.integer("start_step"), let last = try fields.integer("end_step") {
      guard first <= last else {
        throw MLflowError.invalid(
          "end_step must be greater than start_step. Found start_step=\(first) and end_step=\(last).")
      }
      steps = first...last
    }
    let samples = try await store.sampledMetricHistory(
      fields.required("metric_key"), ofRuns: runIDs(fields), in: call.registry,
      limit: fields.limit(usual: 320, atMost: 2_500), steps: steps)
    return .object(["metrics": .array(samples.map(\.mlflow))])
  }

  private func runIDs(_ fields: MLflowFields) throws(MLflowError) -> [String] {
    let ids = try fields.texts("run_ids") + fields.texts("run_id")
    guard !ids.isEmpty else { throw fields.missing("run_ids") }
    guard ids.count <= 100 else { throw .invalid("run_ids has \(ids.count) runs, but may have 100 at most") }
    return ids
  }

  @Sendable func listArtifacts(_ call: MLflowCall) async throws -> JSONValue {
    let run = try await store.run(call.fields.runID(), in: call.registry)
    let (root, below) = (ArtifactPath(run.artifactURI), try call.fields.text("path") ?? "")
    let folder = try ArtifactPath(checking: root.appending(below)).text
    if let own = OwnRun(run.id, in: call.registry) {
      let artifacts = try await VersionFiles(models, versionRuns).artifacts(of: own.number, own.model)
      let rest = below.isEmpty ? "" : try ArtifactPath(checking: below).text
      return .object([
        "root_uri": .string(VersionFolder.address(of: own.number, own.model)),
        "files": .array(ArtifactFolder(artifacts, below: rest, isFull: true).entries),
      ])
    }
    let entries = try await store.artifacts(inFolder: folder, of: call.registry)
    return .object(["root_uri": .string(run.artifactURI), "files": .array(entries.map { $0.mlflow(below: root.text) })])
  }

  @Sendable func metricHistory(_ call: MLflowCall) async throws -> JSONValue {
    let fields = call.fields
    let page = try await store.metricHistory(
      fields.required("metric_key"), ofRun: fields.runID(), in: call.registry,
      limit: fields.integer("max_results") == nil ? nil : fields.limit(usual: 25_000, atMost: 25_000),
      pageToken: fields.text("page_token"))
    return .object([
      "metrics": .array(page.values.map(\.mlflow)), "next_page_token": page.nextToken.map { .string($0) },
    ])
  }
}
