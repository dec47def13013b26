import GitObjects
package import Manifests
package import RegistryStore
import Rules

/// Creates a model in a registry; one that exists and says the same is fine.
package struct CreateModel: Action {
  package let name: ModelName
  package let changes: ModelChanges
  /// True if a model that is there already is an error, even if it says the same.
  package var refusesKnown = false

  package init(_ name: ModelName, _ changes: ModelChanges = ModelChanges()) {
    self.name = name
    self.changes = changes
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    _ = try context.find.registry(name.registry)
    var model = Model()
    changes.apply(to: &model)
    let known = try context.snapshot.model(name)
    if let known {
      guard let value = known.value, !refusesKnown,
        (value.title, value.description, value.tags) == (model.title, model.description, model.tags)
      else { throw ActionFailure(.alreadyExists, "model '\(name)' already exists") }
    }
    if known == nil { try edit.write(model, at: "\(name.folder)/model") }
    if let card = changes.card, let path = name.cardPath, let entry = try context.snapshot.entry(at: path) {
      guard try context.snapshot.content(of: entry.id, atMost: ModelName.cardLimitInBytes) == card else {
        throw ActionFailure(
          .alreadyExists, "model '\(name)' already has another card",
          .replaceCard(name))
      }
    }
    try changes.writeCard(of: name, to: &edit)
    return ActionEffect("Create model \(name)")
  }
}
