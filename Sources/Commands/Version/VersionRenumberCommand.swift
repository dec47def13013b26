import Actions
import ArgumentParser
import Diagnostics
import Git
import Manifests

struct VersionRenumberCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "renumber",
    abstract: "Give a version that is not merged yet another number.",
    discussion: """
      For two branches that publish the same number: the one that is merged first keeps it, the other moves to the next number \
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

  @Option(help: ArgumentHelp("The branch that it will be merged into.", valueName: "rev"), completion: .revision)
  var base: String

  @OptionGroup var options: WriteOptions

  func run() throws {
    let repository = try options.place.repository()
    let head = try options.headSnapshot(of: repository)
    let (model, number) = try reference.requireExactVersion(RegistryLookup(head))
    let scope = RevisionScope(repository: repository, root: nil)
    let isNew = try options.branch.flatMap { RefName(branch: $0) }.map { try repository.target(of: $0) == nil } ?? true
    let start = try scope.mergeBase(base, isNew ? "HEAD" : options.branch ?? "HEAD")
    let action = RenumberVersion(
      number, of: model, to: try wanted(),
      on: .init(base, tree: try scope.commit(base).tree, parted: start.tree))
    let isCommitted = try options.commit(action, in: repository, base: start.id)
    guard isCommitted, !options.json else { return }
    Terminal.write(
      "note: merge or squash this branch, do not rebase it: this commit takes back what an earlier one publishes\n")
  }

  private func wanted() throws -> SemanticVersion? {
    guard let version else { return nil }
    if let number = SemanticVersion(version) { return number }
    throw CommandFailure(status: .usage, "'\(EscapedText.line(version))' is not a SemVer 2.0.0 version")
  }
}
