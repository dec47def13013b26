import Git
package import Manifests
package import RegistryStore
import Rules

/// Deletes a candidate that was not promoted.
package struct DeleteCandidate: Action {
  package let model: ModelName
  package let id: String

  package init(_ id: String, of model: ModelName) {
    self.model = model
    self.id = id
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    _ = try context.find.candidate(id, of: model)
    if let path = try context.snapshot.candidate(id, of: model)?.path { edit.remove(path) }
    return ActionEffect("Delete candidate \(id) of \(model)")
  }
}
