package import Manifests
package import RegistryStore

/// Advises against a version: it stays usable.
package struct DeprecateVersion: Action {
  package let model: ModelName
  package let number: SemanticVersion
  package let reason: String?

  package init(_ number: SemanticVersion, of model: ModelName, because reason: String? = nil) {
    self.model = model
    self.number = number
    self.reason = reason
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    try VersionStatusChange(model: model, number: number, status: .deprecated, reason: reason).make(
      &edit, in: context, "Deprecate")
  }
}
