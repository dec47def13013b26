package import Manifests
package import RegistryStore
package import Rules

/// Records a training run as a candidate of a model.
package struct CreateCandidate: Action {
  package let model: ModelName
  package let id: String
  /// False where the name was drawn, and another attempt draws another one.
  package let isNamed: Bool
  package let facts: FactChanges

  package init(_ id: String, isNamed: Bool, of model: ModelName, _ facts: FactChanges) {
    self.model = model
    self.id = id
    self.isNamed = isNamed
    self.facts = facts
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    _ = try context.find.modelToAddTo(model)
    guard try context.snapshot.candidate(id, of: model) == nil else {
      throw ActionFailure(
        .alreadyExists, "\(model) already has a candidate '\(id)'", .chooseAnotherCandidateID)
    }
    let candidate = ModelCandidate(try facts.newFacts(in: context))
    try context.writeBlobs(of: facts.artifacts, to: &edit)
    try edit.write(candidate, at: "\(model.folder)/candidates/\(id)")
    return ActionEffect("Add candidate \(id) of \(model)")
  }

  package func isMade(by change: Change, in context: ActionContext) throws -> Bool {
    let new = try facts.newFacts(in: context)
    return change.candidates.contains {
      $0.isAdded && $0.name.model == model && (!isNamed || $0.name.id == id)
        && $0.after?.value?.facts.says(new) ?? false
    }
  }
}
