package import Manifests
package import RegistryStore
package import Rules

/// Publishes a version of a model.
package struct PublishVersion: Action {
  package let model: ModelName
  package let number: NumberChoice
  package let facts: FactChanges
  /// Aliases to point at it.
  package let aliases: [String]
  /// Nil for the place that history gives it.
  package var ordinal: Int64?

  package init(_ number: NumberChoice, of model: ModelName, _ facts: FactChanges, aliases: [String] = []) {
    self.model = model
    self.number = number
    self.facts = facts
    self.aliases = aliases
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    _ = try context.find.modelToAddTo(model)
    let version = ModelVersion(try facts.newFacts(in: context), ordinal: ordinal)
    let chosen = try number.number(of: model, ModelInterface(version.facts), in: context.snapshot)
    try context.writeBlobs(of: facts.artifacts, to: &edit)
    try edit.write(version, at: "\(model.folder)/versions/\(chosen.number)")
    try edit.point(aliases, at: chosen.number, of: model, context)
    return ActionEffect("Publish \(model)@\(chosen.number)", version: chosen.number, claim: chosen.claim)
  }

  package func isMade(by change: Change, in context: ActionContext) throws -> Bool {
    let new = try facts.newFacts(in: context)
    guard let same = change.versions.first(where: { $0.isAdded && $0.after?.value?.facts.says(new) ?? false }),
      same.name.model == model
    else { return false }
    guard same.after?.value?.ordinal == ordinal else { return false }
    if case .named(let number) = number, "\(number)" != same.name.version { return false }
    let known = try context.snapshot.model(model)?.value?.aliases ?? [:]
    return aliases.allSatisfy { known[$0].map { "\($0)" } == same.name.version }
  }
}
