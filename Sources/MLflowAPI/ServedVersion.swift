package import Manifests

/// A version of a model, as the branch's tip has it.
package struct ServedVersion: Hashable, Sendable {
  package let model: ModelName
  /// What clients call the model.
  package let name: String
  package let number: SemanticVersion
  package let value: ModelVersion
}
