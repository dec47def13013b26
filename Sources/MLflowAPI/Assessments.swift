import Access
import Diagnostics
import Endpoints
import ManifestCoding
import RunStore

/// What people and programs say of traces.
struct Assessments: Sendable {
  let models: ServedModels

  init(_ models: ServedModels) { self.models = models }

  var calls: [MLflowMount.Call] {
    let one = "/traces/{trace_id}/assessments/{assessment_id}"
    return [
      .init(.post, "/traces/{trace_id}/assessments", .write, create, api: "3.0"),
      .init(.get, one, .read, get, api: "3.0"),
      .init(.patch, one, .write, update, api: "3.0"),
      .init(.delete, one, .write, delete, api: "3.0"),
    ]
  }

  private func written(_ call: MLflowCall) throws(MLflowError) -> JSONValue {
    guard let written = try call.fields.value("assessment"), case .object = written else {
      throw call.fields.missing("assessment")
    }
    return written
  }

  @Sendable func create(_ call: MLflowCall) async throws -> JSONValue {
    let made = TraceAssessment(
      try written(call), of: call.trace, at: models.repository.now(), "a-\(RunID.make())")
    _ = try await models.store.updateTrace(call.trace, in: call.registry) { $0.assessments[made.id] = made.json.line }
    return .object(["assessment": made.json])
  }

  @Sendable func get(_ call: MLflowCall) async throws -> JSONValue {
    let trace = try await models.store.trace(call.trace, in: call.registry)
    return .object(["assessment": try Self.kept(call.assessment, in: trace).json])
  }

  @Sendable func update(_ call: MLflowCall) async throws -> JSONValue {
    let (update, id, now) = (try written(call), call.assessment, models.repository.now())
    let trace = try await models.store.updateTrace(call.trace, in: call.registry) { trace throws(RunStoreError) in
      var assessment = try Self.kept(id, in: trace)
      assessment.update(update, at: now)
      trace.assessments[id] = assessment.json.line
    }
    return .object(["assessment": try Self.kept(id, in: trace).json])
  }

  @Sendable func delete(_ call: MLflowCall) async throws -> JSONValue {
    let id = call.assessment
    _ = try await models.store.updateTrace(call.trace, in: call.registry) { trace throws(RunStoreError) in
      _ = try Self.kept(id, in: trace)
      trace.assessments[id] = nil
    }
    return .object([])
  }

  private static func kept(_ id: String, in trace: Trace) throws(RunStoreError) -> TraceAssessment {
    guard let json = trace.assessments[id].flatMap({ JSONValue(json: $0) }) else {
      throw RunStoreError(.notFound, "Assessment with ID '\(id)' not found for trace '\(trace.id)'")
    }
    return TraceAssessment(id: id, json)
  }
}

extension MLflowCall {
  /// The assessment that the path names.
  fileprivate var assessment: String { captures["assessment_id"] ?? "" }
}
