package import Manifests
package import RegistryStore
import Rules

/// Publishes a version from a candidate's facts; both name each other.
package struct PromoteCandidate: Action {
  package let model: ModelName
  package let id: String
  package let number: NumberChoice
  /// Aliases to point at the version.
  package let aliases: [String]

  package init(_ id: String, of model: ModelName, to number: NumberChoice, aliases: [String] = []) {
    self.model = model
    self.id = id
    self.number = number
    self.aliases = aliases
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    var candidate = try context.find.candidate(id, of: model)
    if let promoted = candidate.promotedTo {
      throw ActionFailure(.alreadyExists, "candidate '\(id)' of \(model) was already promoted to version \(promoted)")
    }
    let chosen = try number.number(of: model, ModelInterface(candidate.facts), in: context.snapshot)
    candidate.promotedTo = chosen.number
    try edit.write(candidate, at: "\(model.folder)/candidates/\(id)")
    try edit.write(ModelVersion(candidate.facts, candidate: id), at: "\(model.folder)/versions/\(chosen.number)")
    try edit.point(aliases, at: chosen.number, of: model, context)
    return ActionEffect(
      "Promote candidate \(id) to \(model)@\(chosen.number)", version: chosen.number, claim: chosen.claim)
  }
}
