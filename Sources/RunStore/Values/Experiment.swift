/// What runs and logged models are gathered in. Each registry has experiments of its own.
///
/// Source: MLflow's `entities/experiment.py`.
package struct Experiment: Hashable, Sendable {
  /// A decimal number, counted up in each registry.
  package let id: String
  package let name: String
  /// The address below which its runs have their artifacts.
  package let artifactLocation: String
  package let stage: LifecycleStage
  /// Milliseconds since 1970, in UTC.
  package let created: Int64
  /// Milliseconds since 1970, in UTC.
  package let updated: Int64
  /// By key.
  package let tags: [Tag]

  /// The experiment of what names no other.
  package static let defaultID = "0"
  package static let defaultName = "Default"

  /// The name of the experiment whose runs are candidates of a model.
  package static func name(ofModel model: String) -> String { "[model]\(model)" }
}
