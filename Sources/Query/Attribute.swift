/// A field that has no key of its own: what a version, a model, a run or an event has one or several values of.
///
/// The raw value is the name that people write in most scopes; ``SearchScope`` has the others.
package enum Attribute: String, Sendable, CaseIterable {
  case registry, model, name, title, version, status, alias, by, created, updated, algorithm, size, digest
  case artifactType = "artifact.type"
  case artifactPath = "artifact.path"
  case signatureInputs = "signature.inputs"
  case signatureOutputs = "signature.outputs"
  case lineage, ordinal, actor, event

  /// The run that a version or a logged model comes from, or a run's own id.
  case run = "run_id"
  /// Where MLflow's clients said that a version's files were.
  case source = "source_path"

  // What only MLflow's runs, experiments and logged models have.
  case runName = "run_name"
  case user = "user_id"
  case started = "start_time"
  case ended = "end_time"
  case artifactURI = "artifact_uri"
  case experiment = "experiment_id"
  case loggedModel = "model_id"
  case modelType = "model_type"
  case datasetName = "dataset.name"
  case datasetDigest = "dataset.digest"
  case datasetContext = "dataset.context"

  // What only MLflow's traces have.
  case trace = "trace_id"
  /// Milliseconds.
  case duration = "execution_time_ms"
}
