import ArgumentParser
import Blobs
import Diagnostics
import Git
import RegistryStore
import Rules

struct ValidateCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Judge a snapshot, or a change, by the rules that the server's hook enforces.",
    discussion: """
      Without --base the whole snapshot is judged as it is; with it, the change since the merge base with REV, roles \
      included where --actor says who acts. What cannot be judged here is listed as not judged. Exit status 1 for errors.

      EXAMPLES
        git registry validate
        git registry validate --base origin/main --actor grace
        git registry validate --worktree --root sample-registry --format json
      """)

  @Argument(help: ArgumentHelp("The revision to judge; HEAD unless given.", valueName: "rev"), completion: .revision)
  var revision: String?

  @Flag(help: "Judge what is staged in the index.")
  var staged = false

  @Flag(help: "Judge the work tree as it is.")
  var worktree = false

  @Option(
    help: ArgumentHelp("Judge the change since the merge base with this revision.", valueName: "rev"),
    completion: .revision)
  var base: String?

  @Option(
    help: ArgumentHelp("Who makes the change: a member's name or e-mail address.", valueName: "name"),
    completion: .member)
  var actor: String?

  @Option(
    help: ArgumentHelp("The folder of the repository that holds the registry.", valueName: "path"),
    completion: .directory)
  var root: String?

  @Option(help: ArgumentHelp("text or json.", valueName: "format"))
  var format = Format.text

  @Flag(help: "The same as --format json.")
  var json = false

  @OptionGroup var place: Place

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  mutating func validate() throws {
    let sources = [revision != nil, staged, worktree].count { $0 }
    if sources > 1 { throw ValidationError("REV, --staged and --worktree exclude each other") }
  }

  func run() throws {
    let repository = try place.repository()
    let facts = Facts(
      actor: actor.map { .authenticated($0) } ?? .unknown, content: try StoredContent(of: repository, knowsStore: false)
    )
    let files = staged || worktree ? try UncommittedTree(of: repository, includingWorkTree: worktree) : nil
    defer { files?.remove() }
    let tree = try files?.tree ?? commit(revision ?? "HEAD", repository).tree
    let after = try snapshot(tree, repository)
    let change: Change
    if let base {
      let head = try commit(revision ?? "HEAD", repository).id
      let other = try commit(base, repository).id
      guard let start = try repository.mergeBase(other, head) else {
        throw CommandFailure(
          status: .ownFailure,
          "'\(base)' and '\(revision ?? "HEAD")' have no merge base here\nhelp: in a shallow clone, fetch the whole history (fetch-depth: 0)"
        )
      }
      let before = try snapshot(repository.commit(start).tree, repository)
      change = try Change(from: before.organization() == nil ? nil : before, to: after)
    } else {
      change = try Change(whole: after)
    }
    let report = try Judge.judge(change, facts)
    let isJSON = json || format == .json
    Terminal.write(isJSON ? JSONRenderer.render(report) : MessageText.shown(TextRenderer.render(report)))
    if report.hasErrors { throw CommandFailure(silently: .diagnostics) }
  }

  private func commit(_ revision: String, _ repository: Repository) throws -> Commit {
    do {
      return try repository.commit(revision: revision)
    } catch {
      guard error.reason == .notFound else { throw error }
      throw CommandFailure(status: .usage, "there is no revision '\(EscapedText.printable(revision))'")
    }
  }

  private func snapshot(_ tree: ObjectID, _ repository: Repository) throws -> CommitSnapshot {
    guard let root, root != "." else { return CommitSnapshot(repository, tree: tree) }
    guard let path = RepositoryPath(root.split(separator: "/").joined(separator: "/")),
      let entry = try repository.entry(at: path, in: tree), entry.mode.isFolder
    else {
      throw CommandFailure(
        status: .usage,
        "there is no folder '\(root)' in what is judged\nhelp: --root is a path from the repository's top")
    }
    return CommitSnapshot(repository, tree: entry.id)
  }
}
