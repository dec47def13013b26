import Access
import Diagnostics
import Endpoints
import RunStore

/// Traces of applications, in the forms of MLflow 2 and 3.
///
/// Source: MLflow's `service.proto`, "Trace" and "TraceInfoV3".
struct Traces: Sendable {
  let models: ServedModels

  init(_ models: ServedModels) { self.models = models }

  private var store: any RunStore { models.store }

  var calls: [MLflowMount.Call] {
    let both: [MLflowMount.Call] = ["2.0", "3.0"].flatMap { api -> [MLflowMount.Call] in
      [
        .init(.patch, "/traces/{trace_id}/tags", .write, setTag, api: api),
        .init(.delete, "/traces/{trace_id}/tags", .write, deleteTag, api: api),
        .init(.post, "/traces/delete-traces", .write, delete, api: api),
        .init(.post, "/traces/link-to-run", .write, linkToRun, api: api),
        .init(.post, "/traces/link-prompts", .write, linkPrompts, api: api),
      ]
    }
    return both + [
      .init(.post, "/traces", .write, start, api: "3.0"),
      .init(.get, "/traces/{trace_id}", .read, get, api: "3.0"),
      .init(.post, "/traces/search", .read, search, api: "3.0"),
      .init(.post, "/traces", .write, startOlder),
      .init(.patch, "/traces/{trace_id}", .write, endOlder),
      .init(.get, "/traces/{trace_id}/info", .read, getOlder),
      .init(.get, "/traces", .read, searchOlder),
    ]
  }

  // MARK: MLflow 3

  /// The client asks once the trace has ended.
  @Sendable func start(_ call: MLflowCall) async throws -> JSONValue {
    try await store.prepare(call.registry, now: models.repository.now())
    guard let info = try call.fields.object("trace")?.object("trace_info") else {
      throw call.fields.missing("trace.trace_info")
    }
    let id = try info.required("trace_id")
    _ = try ArtifactPath(checking: id)
    guard !id.contains("/") else { throw MLflowError.invalid("Invalid trace ID '\(id)'") }
    let place = try info.object("trace_location")?.object("mlflow_experiment")
    var trace = Trace(
      id: id, experiment: try place?.required("experiment_id") ?? Experiment.defaultID,
      requested: try info.text("request_time").map(TraceTime.instant) ?? models.repository.now(),
      duration: try info.text("execution_duration").map(TraceTime.duration), state: try info.text("state") ?? "OK",
      clientRequest: try info.text("client_request_id"), request: try info.text("request_preview"),
      response: try info.text("response_preview"), metadata: try info.map("trace_metadata"),
      tags: try info.map("tags"))
    for (index, assessment) in try info.values("assessments").enumerated() {
      let value = TraceAssessment(assessment, of: id, at: trace.requested, "a-\(RunID.make())")
      trace.assessments[value.id.isEmpty ? "\(index)" : value.id] = value.json.line
    }
    try await put(&trace, call)
    return .object(["trace": .object(["trace_info": trace.mlflow])])
  }

  /// Its spans are a file of the experiment, where the client puts it.
  private func put(_ trace: inout Trace, _ call: MLflowCall) async throws {
    let experiment = try await store.experiment(trace.experiment, in: call.registry)
    trace.tags[Self.place] = "\(experiment.artifactLocation)/traces/\(trace.id)/artifacts"
    try await store.putTrace(trace, in: call.registry)
  }

  private static let place = "mlflow.artifactLocation"

  @Sendable func get(_ call: MLflowCall) async throws -> JSONValue {
    .object(["trace": .object(["trace_info": try await store.trace(call.trace, in: call.registry).mlflow])])
  }

  @Sendable func search(_ call: MLflowCall) async throws -> JSONValue {
    let places = try call.fields.objects("locations").map { place throws(MLflowError) in
      try place.object("mlflow_experiment")?.required("experiment_id") ?? Experiment.defaultID
    }
    let page = try await found(call, in: places)
    return .object(["traces": .array(page.values.map(\.mlflow)), "next_page_token": page.nextToken.map { .string($0) }])
  }

  private func found(_ call: MLflowCall, in experiments: [String]) async throws -> Page<Trace> {
    let fields = call.fields
    let request = SearchRequest(
      filter: try fields.text("filter") ?? "", orderBy: try fields.texts("order_by"),
      maxResults: try fields.limit(usual: 100, atMost: 500), pageToken: try fields.text("page_token"))
    return try await store.searchTraces(request, experiments: experiments, in: call.registry)
  }

  // MARK: MLflow 2

  @Sendable func startOlder(_ call: MLflowCall) async throws -> JSONValue {
    try await store.prepare(call.registry, now: models.repository.now())
    var trace = Trace(
      id: "tr-\(RunID.make())", experiment: try call.fields.required("experiment_id"),
      requested: try call.fields.requiredInteger("timestamp_ms"), state: "IN_PROGRESS",
      metadata: try call.fields.tags("request_metadata"), tags: try call.fields.tags("tags"))
    try await put(&trace, call)
    return .object(["trace_info": trace.older])
  }

  @Sendable func endOlder(_ call: MLflowCall) async throws -> JSONValue {
    let (end, state) = (try call.fields.requiredInteger("timestamp_ms"), try call.fields.text("status") ?? "OK")
    let (metadata, tags) = (try call.fields.tags("request_metadata"), try call.fields.tags("tags"))
    let trace = try await store.updateTrace(call.trace, in: call.registry) { trace in
      trace.duration = max(0, end - trace.requested)
      trace.state = state
      trace.metadata.merge(metadata) { $1 }
      trace.tags.merge(tags) { $1 }
    }
    return .object(["trace_info": trace.older])
  }

  @Sendable func getOlder(_ call: MLflowCall) async throws -> JSONValue {
    .object(["trace_info": try await store.trace(call.trace, in: call.registry).older])
  }

  @Sendable func searchOlder(_ call: MLflowCall) async throws -> JSONValue {
    let page = try await found(call, in: call.fields.texts("experiment_ids"))
    return .object(["traces": .array(page.values.map(\.older)), "next_page_token": page.nextToken.map { .string($0) }])
  }

  // MARK: Both

  @Sendable func setTag(_ call: MLflowCall) async throws -> JSONValue {
    let (key, value) = (try call.fields.required("key"), try call.fields.text("value") ?? "")
    _ = try await store.updateTrace(call.trace, in: call.registry) { $0.tags[key] = value }
    return .object([])
  }

  @Sendable func deleteTag(_ call: MLflowCall) async throws -> JSONValue {
    let key = try call.fields.required("key")
    _ = try await store.updateTrace(call.trace, in: call.registry) { trace throws(RunStoreError) in
      guard trace.tags.removeValue(forKey: key) != nil else {
        throw RunStoreError(.notFound, "No trace tag with key '\(key)' for trace with ID '\(trace.id)'")
      }
    }
    return .object([])
  }

  @Sendable func delete(_ call: MLflowCall) async throws -> JSONValue {
    let fields = call.fields
    let ids = try fields.texts("request_ids") + fields.texts("trace_ids")
    let time = try fields.integer("max_timestamp_millis")
    let experiment = try fields.required("experiment_id")
    guard ids.isEmpty != (time == nil) else {
      throw MLflowError.invalid("Either `max_timestamp_millis` or `trace_ids` must be specified, but not both.")
    }
    let deleted = try await store.deleteTraces(
      ids.isEmpty ? nil : ids, ofExperiment: experiment, requestedUpTo: time,
      atMost: try fields.integer("max_traces").map { Int($0) }, in: call.registry)
    let top = ArtifactPath(try await store.experiment(experiment, in: call.registry).artifactLocation)
    for id in deleted { _ = try await store.deleteArtifacts(at: top.appending("traces/\(id)"), in: call.registry) }
    return .object(["traces_deleted": .integer(Int64(deleted.count))])
  }

  @Sendable func linkToRun(_ call: MLflowCall) async throws -> JSONValue {
    let (ids, run) = (try call.fields.texts("trace_ids"), try call.fields.required("run_id"))
    guard ids.count <= 100 else {
      throw MLflowError.invalid("Cannot link more than 100 traces to a run in a single request.")
    }
    _ = try await store.run(run, in: call.registry)
    for id in ids { _ = try await store.updateTrace(id, in: call.registry) { $0.link(run) } }
    return .object([])
  }

  @Sendable func linkPrompts(_ call: MLflowCall) async throws -> JSONValue {
    let prompts = try call.fields.objects("prompt_versions").map { prompt throws(MLflowError) in
      JSONValue.object([
        "name": .string(try prompt.required("name")), "version": .string(try prompt.required("version")),
      ])
    }
    _ = try await store.updateTrace(call.fields.required("trace_id"), in: call.registry) {
      $0.tags["mlflow.linkedPrompts"] = JSONValue.array(prompts).line
    }
    return .object([])
  }
}

extension MLflowCall {
  /// The trace that the path names.
  var trace: String { captures["trace_id"] ?? "" }
}
