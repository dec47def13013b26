import Diagnostics
import RunStore

/// As MLflow's clients read it.
extension Run {
  var mlflow: JSONValue {
    .object([
      "info": info,
      "data": .object([
        "metrics": .array(metrics.map(\.mlflow)),
        "params": .array(parameters.map { .object(["key": .string($0.key), "value": .string($0.value)]) }),
        "tags": .array(tags.map(\.mlflow)),
      ]),
      "inputs": .object([
        "dataset_inputs": .array(datasets.map(\.mlflow)),
        "model_inputs": .array(modelInputs.map { .object(["model_id": .string($0)]) }),
      ]),
      "outputs": .object([
        "model_outputs": .array(
          modelOutputs.map { .object(["model_id": .string($0.model), "step": .integer($0.step)]) })
      ]),
    ])
  }

  var info: JSONValue {
    // Its files are those of the version, in whatever registry that is.
    let own = OwnRun(id, in: "")
    let artifacts = own.map { VersionFolder.address(of: $0.number, $0.model) } ?? artifactURI
    return .object([
      "run_uuid": .string(id), "run_id": .string(id), "run_name": .string(name), "experiment_id": .string(experiment),
      "user_id": .string(user), "status": .string(status.rawValue), "start_time": started.map { .integer($0) },
      "end_time": ended.map { .integer($0) }, "artifact_uri": .string(artifacts),
      "lifecycle_stage": .string(stage.rawValue),
    ])
  }
}

extension MetricPoint {
  var mlflow: JSONValue {
    .object([
      "key": .string(key), "value": .protobuf(value), "timestamp": .integer(timestamp), "step": .integer(step),
      "model_id": model.map { .string($0) }, "dataset_name": dataset.map { .string($0.name) },
      "dataset_digest": dataset.map { .string($0.digest) },
    ])
  }
}

extension MetricSample {
  var mlflow: JSONValue {
    guard case .object(let members) = point.mlflow else { return point.mlflow }
    return .object(members + [JSONValue.Member("run_id", .string(run))])
  }
}

extension JSONValue {
  /// What is no number of JSON is a text.
  ///
  /// Source: https://protobuf.dev/programming-guides/json/, "float, double".
  static func protobuf(_ value: Double) -> JSONValue {
    if value.isNaN { return .string("NaN") }
    return value.isFinite ? .number(value) : .string(value < 0 ? "-Infinity" : "Infinity")
  }
}

extension DatasetInput {
  var mlflow: JSONValue {
    .object([
      "tags": .array(tags.map(\.mlflow)),
      "dataset": .object([
        "name": .string(dataset.id.name), "digest": .string(dataset.id.digest),
        "source_type": .string(dataset.sourceType), "source": .string(dataset.source),
        "schema": dataset.schema.map { .string($0) }, "profile": dataset.profile.map { .string($0) },
      ]),
    ])
  }
}
