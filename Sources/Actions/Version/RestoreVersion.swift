package import Manifests
package import RegistryStore

/// Makes a deprecated or yanked version active again.
package struct RestoreVersion: Action {
  package let model: ModelName
  package let number: SemanticVersion
  package let reason: String?

  package init(_ number: SemanticVersion, of model: ModelName, because reason: String? = nil) {
    self.model = model
    self.number = number
    self.reason = reason
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    try VersionStatusChange(model: model, number: number, status: .active, reason: reason).make(
      &edit, in: context, "Restore")
  }
}
