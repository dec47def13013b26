package import Manifests
package import RegistryStore
import Rules

/// Creates a model in a registry.
package struct CreateModel: Action {
  package let name: ModelName
  package let changes: ModelChanges

  package init(_ name: ModelName, _ changes: ModelChanges = ModelChanges()) {
    self.name = name
    self.changes = changes
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    _ = try context.find.registry(name.registry)
    guard try context.snapshot.model(name) == nil else {
      throw ActionFailure(.alreadyExists, "model '\(name)' already exists")
    }
    var model = Model()
    changes.apply(to: &model)
    try edit.write(model, at: "\(name.folder)/model")
    return ActionEffect("Create model \(name)")
  }
}
