package import Manifests
package import RegistryStore

/// Points aliases of a model at one of its versions; an alias that points elsewhere is moved.
package struct SetAlias: Action {
  package let model: ModelName
  package let aliases: [String]
  package let version: Reference.Selector

  package init(_ aliases: [String], of model: ModelName, to version: Reference.Selector) {
    self.model = model
    self.aliases = aliases
    self.version = version
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let number = try context.find.number(version, of: model)
    _ = try context.find.version(number, of: model)
    try edit.point(aliases, at: number, of: model, context)
    return ActionEffect("Set \(aliases.joined(separator: ", ")) of \(model) to \(number)")
  }
}

extension Edit {
  /// Points aliases of a model at a version; nothing for none.
  mutating func point(
    _ aliases: [String], at number: SemanticVersion, of model: ModelName, _ context: ActionContext
  ) throws {
    guard !aliases.isEmpty else { return }
    var value = try context.find.model(model)
    for alias in aliases { value.aliases[alias] = number }
    try write(value, at: "\(model.folder)/model")
  }
}
