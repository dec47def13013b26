package import Manifests
package import RegistryStore

/// Removes aliases from a model.
package struct RemoveAlias: Action {
  package let model: ModelName
  package let aliases: [String]

  package init(_ aliases: [String], of model: ModelName) {
    self.model = model
    self.aliases = aliases
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    var value = try context.find.model(model)
    for alias in aliases {
      _ = try context.find.number(.alias(alias), of: model)
      value.aliases[alias] = nil
    }
    try edit.write(value, at: "\(model.folder)/model")
    return ActionEffect("Remove \(aliases.joined(separator: ", ")) from \(model)")
  }
}
