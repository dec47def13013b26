import Diagnostics
import ManifestCoding
import RunStore

/// As MLflow's clients read it.
extension Trace {
  var mlflow: JSONValue {
    .object([
      "trace_id": .string(id), "client_request_id": clientRequest.map { .string($0) },
      "trace_location": .object([
        "type": .string("MLFLOW_EXPERIMENT"),
        "mlflow_experiment": .object(["experiment_id": .string(experiment)]),
      ]),
      "request_preview": request.map { .string($0) }, "response_preview": response.map { .string($0) },
      "request_time": .string(TraceTime.text(requested)),
      "execution_duration": duration.map { .string(TraceTime.durationText($0)) }, "state": .string(state),
      "trace_metadata": Self.map(metadata), "tags": Self.map(tags),
      "assessments": .array(assessments.sorted { $0.key < $1.key }.compactMap { JSONValue(json: $0.value) }),
    ])
  }

  /// As clients before MLflow 3 read it.
  var older: JSONValue {
    .object([
      "request_id": .string(id), "experiment_id": .string(experiment), "timestamp_ms": .integer(requested),
      "execution_time_ms": .integer(duration ?? 0), "status": .string(state),
      "request_metadata": .array(MLflowTag.list(metadata)), "tags": .array(MLflowTag.list(tags)),
    ])
  }

  private static func map(_ values: [String: String]) -> JSONValue {
    .object(values.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
  }
}
