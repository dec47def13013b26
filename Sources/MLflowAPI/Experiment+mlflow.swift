import Diagnostics
import RunStore

extension Experiment {
  /// As MLflow's clients read it.
  var mlflow: JSONValue {
    .object([
      "experiment_id": .string(id), "name": .string(name), "artifact_location": .string(artifactLocation),
      "lifecycle_stage": .string(stage.rawValue), "creation_time": .integer(created),
      "last_update_time": .integer(updated), "tags": .array(tags.map(\.mlflow)),
    ])
  }
}

extension Tag {
  var mlflow: JSONValue { .object(["key": .string(key), "value": .string(value)]) }
}
