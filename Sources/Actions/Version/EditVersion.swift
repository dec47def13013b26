package import Manifests
package import RegistryStore

/// Adds facts to a published version, or changes its description and tags.
package struct EditVersion: Action {
  package let model: ModelName
  package let version: Reference.Selector
  package let facts: FactChanges
  /// Keys of tags, which must be there.
  package var removedTags: [String] = []
  /// Aliases to point at it.
  package var aliases: [String] = []
  /// Nil for what it has.
  package var ordinal: Int64?

  package init(_ version: Reference.Selector, of model: ModelName, _ facts: FactChanges) {
    self.model = model
    self.version = version
    self.facts = facts
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let number = try context.find.number(version, of: model)
    var value = try context.find.version(number, of: model)
    try facts.apply(to: &value.facts, in: context)
    if let ordinal { value.ordinal = ordinal }
    try value.tags.removeTags(removedTags, of: "\(model)@\(number)")
    try context.writeBlobs(of: facts.artifacts, to: &edit)
    try edit.write(value, at: "\(model.folder)/versions/\(number)")
    try edit.point(aliases, at: number, of: model, context)
    return ActionEffect("Edit \(model)@\(number)", version: number)
  }
}
