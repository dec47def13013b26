package import Manifests
package import RegistryStore

/// Changes a model's title, description, tags and card.
package struct EditModel: Action {
  package let name: ModelName
  package let changes: ModelChanges
  /// Keys of tags, which must be there.
  package let removedTags: [String]

  package init(_ name: ModelName, _ changes: ModelChanges, removingTags removedTags: [String] = []) {
    self.name = name
    self.changes = changes
    self.removedTags = removedTags
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    var model = try context.find.model(name)
    changes.apply(to: &model)
    try model.tags.removeTags(removedTags, of: "\(name)")
    try edit.write(model, at: "\(name.folder)/model")
    try changes.writeCard(of: name, to: &edit)
    return ActionEffect("Edit model \(name)")
  }
}
