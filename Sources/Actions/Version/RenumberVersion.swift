package import Git
import ManifestCoding
package import Manifests
package import RegistryStore
import Rules

/// Gives a version of a branch that is not merged yet another number. Aliases, candidates and lineage of the branch follow.
package struct RenumberVersion: Action {
  package let model: ModelName
  package let number: SemanticVersion
  /// Nil for the next one that is free where the branch is to be merged.
  package let wanted: SemanticVersion?
  package let base: Base

  /// Where the branch is to be merged.
  package struct Base: Sendable {
    /// As people name it.
    let name: String
    /// The tree there.
    let tree: ObjectID
    /// The tree where the branch left it.
    let parted: ObjectID

    package init(_ name: String, tree: ObjectID, parted: ObjectID) {
      self.name = name
      self.tree = tree
      self.parted = parted
    }
  }

  package init(_ number: SemanticVersion, of model: ModelName, to wanted: SemanticVersion?, on base: Base) {
    self.model = model
    self.number = number
    self.wanted = wanted
    self.base = base
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let snapshot = context.snapshot
    let parted = CommitSnapshot(snapshot.repository, tree: base.parted)
    let number = try context.find.number(.version(number), of: model)
    guard try parted.version("\(number)", of: model) == nil else {
      throw ActionFailure(
        .conflict,
        "version \(number) of \(model) is part of '\(base.name)', and a published version keeps its number",
        help: "publish another one: git registry version create \(model)")
    }
    let target = CommitSnapshot(snapshot.repository, tree: base.tree)
    let free = FreeNumber(of: model, in: target, branch: snapshot, without: number)
    let new = try wanted.map { try free.require($0) } ?? free.next()
    guard new != number else {
      throw ActionFailure(
        .conflict, "version \(number) of \(model) is free on '\(base.name)'", help: "there is nothing to do")
    }
    guard let manifest = try snapshot.version("\(number)", of: model),
      let path = RepositoryPath("\(model.folder)/versions/\(new).\(manifest.format.rawValue)")
    else { throw ActionFailure(.notFound, "version \(number) of \(model) no longer exists") }
    edit.remove(manifest.path)
    edit.write(manifest.blob, at: path)
    let move = Move(model: model, old: number, new: new)
    try move.followReferences(manifest.value?.candidate, in: snapshot, &edit)
    try move.followLineage(from: parted, to: snapshot, &edit)
    return ActionEffect("Renumber \(model)@\(number) to \(new)", version: new)
  }

  /// What the branch says of the old number, it says of the new one.
  private struct Move {
    let model: ModelName
    let old: SemanticVersion
    let new: SemanticVersion

    func followReferences(_ candidate: String?, in snapshot: CommitSnapshot, _ edit: inout Edit) throws {
      if var value = try snapshot.model(model)?.value, value.aliases.values.contains(old) {
        value.aliases = value.aliases.mapValues { $0 == old ? new : $0 }
        try edit.write(value, at: "\(model.folder)/model")
      }
      if let candidate, var value = try snapshot.candidate(candidate, of: model)?.value, value.promotedTo == old {
        value.promotedTo = new
        try edit.write(value, at: "\(model.folder)/candidates/\(candidate)")
      }
    }

    func followLineage(from parted: CommitSnapshot, to snapshot: CommitSnapshot, _ edit: inout Edit) throws {
      let change = try Change(from: parted, to: snapshot)
      for version in change.versions where version.isAdded {
        guard var value = version.after?.value, let facts = renamed(value.facts) else { continue }
        value.facts = facts
        try edit.write(value, at: "\(version.name.model.folder)/versions/\(version.name.version)")
      }
      for candidate in change.candidates where candidate.isAdded {
        guard var value = candidate.after?.value, let facts = renamed(value.facts) else { continue }
        value.facts = facts
        try edit.write(value, at: "\(candidate.name.model.folder)/candidates/\(candidate.name.id)")
      }
    }

    /// Nil for facts that do not name the version.
    private func renamed(_ facts: ModelFacts) -> ModelFacts? {
      let (old, new) = ("\(model)@\(old)", "\(model)@\(new)")
      guard facts.lineage.contains(where: { $0.input == old }) else { return nil }
      var facts = facts
      facts.lineage = facts.lineage.map { LineageInput(input: $0.input == old ? new : $0.input, digest: $0.digest) }
      return facts
    }
  }
}
