/// Whether an experiment, a run or a logged model is in use, or was deleted and may be restored.
///
/// Source: MLflow's `entities/lifecycle_stage.py`.
package enum LifecycleStage: String, Sendable, CaseIterable {
  case active, deleted
}
