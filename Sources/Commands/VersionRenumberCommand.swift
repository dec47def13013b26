import ArgumentParser
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules

struct VersionRenumberCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "renumber",
    abstract: "Give a version that is not merged yet another number.",
    discussion: """
      For two branches that publish the same number: the one that is merged keeps it, the other moves to the next number \
      that is free in REV and keeps the order, a patch to a patch, a minor to a minor. Aliases, candidates and lineage of \
      the branch follow. A number that REV has from this branch, or had before, stays.

      EXAMPLES
        git registry version renumber Fine_Tuned_Models/sentiment@1.3.0 --base origin/main
        git registry version renumber Fine_Tuned_Models/sentiment@1.3.0 1.5.0 --base origin/main
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The new number; the next free one unless given.", valueName: "version"))
  var version: String?

  @Option(help: ArgumentHelp("The branch that it is to be merged into.", valueName: "rev"), completion: .revision)
  var base: String

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    let head = try options.headSnapshot(of: repository)
    let (name, number) = try reference.requireExactVersion(Finder(snapshot: head))
    let scope = RevisionScope(repository: repository, root: nil)
    let isNew = try options.branch.flatMap { RefName(branch: $0) }.map { try repository.target(of: $0) == nil } ?? true
    let start = try scope.mergeBase(base, isNew ? "HEAD" : options.branch ?? "HEAD")
    let (parted, target) = try (scope.snapshot(start.tree), scope.snapshot(scope.commit(base).tree))
    guard try parted.version("\(number)", of: name) == nil else {
      throw CommandFailure(
        "version \(number) of \(name) is part of '\(base)', and what is published keeps its number\nhelp: publish another one: git registry version create \(name)"
      )
    }
    let free = FreeNumber(of: name, in: target, branch: head, without: number)
    let new = try version.map { try free.require($0) } ?? free.next()
    guard new != number else {
      throw CommandFailure("version \(number) of \(name) is free on '\(base)'\nhelp: nothing needs to be done")
    }
    let isCommitted = try options.commit({ "Renumber \(name)@\(number) to \(new)" }, in: repository, base: start.id) {
      edit, snapshot in
      guard let manifest = try snapshot.version("\(number)", of: name),
        let path = RepositoryPath("\(name.folder)/versions/\(new).\(manifest.format.rawValue)")
      else { throw CommandFailure("there is no version \(number) of \(name) any more") }
      edit.remove(manifest.path)
      edit.write(manifest.blob, at: path)
      try follow(name, from: number, to: new, manifest.value?.candidate, in: snapshot, parted, &edit)
    }
    guard isCommitted, !options.json else { return }
    Terminal.write(
      "note: merge or squash this branch, do not rebase it: this commit takes back what an earlier one publishes\n")
  }

  /// What the branch says of the old number, it says of the new one.
  private func follow(
    _ name: ModelName, from number: SemanticVersion, to new: SemanticVersion, _ candidate: String?,
    in snapshot: CommitSnapshot, _ parted: CommitSnapshot, _ edit: inout Edit
  ) throws {
    if var model = try snapshot.model(name)?.value, model.aliases.values.contains(number) {
      model.aliases = model.aliases.mapValues { $0 == number ? new : $0 }
      try edit.write(model, at: "\(name.folder)/model")
    }
    if let candidate, var value = try snapshot.candidate(candidate, of: name)?.value, value.promotedTo == number {
      value.promotedTo = new
      try edit.write(value, at: "\(name.folder)/candidates/\(candidate)")
    }
    let (old, now) = ("\(name)@\(number)", "\(name)@\(new)")
    func renamed(_ facts: ModelFacts) -> ModelFacts? {
      guard facts.lineage.contains(where: { $0.input == old }) else { return nil }
      var facts = facts
      facts.lineage = facts.lineage.map { LineageInput(input: $0.input == old ? now : $0.input, digest: $0.digest) }
      return facts
    }
    let change = try Change(from: parted, to: snapshot)
    for version in change.versions where version.isAdded {
      guard var value = version.after?.value, let facts = renamed(value.facts) else { continue }
      value.facts = facts
      try edit.write(value, at: "\(version.name.model.folder)/versions/\(version.name.version)")
    }
    for version in change.candidates where version.isAdded {
      guard var value = version.after?.value, let facts = renamed(value.facts) else { continue }
      value.facts = facts
      try edit.write(value, at: "\(version.name.model.folder)/candidates/\(version.name.id)")
    }
  }
}
