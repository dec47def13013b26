import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Enforcement
import Git
import RegistryStore
import Rules

struct ValidateCommand: CheckingCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Judge a snapshot, or a change, by the rules that the server's hook enforces.",
    discussion: """
      Without --base the whole snapshot is judged as it is; with it, the change since the merge base with REV; with \
      --merge-with, the change that merging into REV would make, so that two branches that are valid alone and invalid \
      together are caught. Roles are judged if --actor says who acts; without it they are listed as approvals that are \
      needed, and for uncommitted changes they are warnings. What cannot be judged is listed as not judged. Exit status 1 \
      for errors.

      EXAMPLES
        git registry validate
        git registry validate --base origin/main --actor grace
        git registry validate --merge-with origin/main --report github=- --report sarif=registry.sarif
        git registry validate --staged --base HEAD
        git registry validate --worktree --root sample-registry --json
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
    help: ArgumentHelp("Judge what merging into this revision would change there.", valueName: "rev"),
    completion: .revision)
  var mergeWith: String?

  @Option(
    help: ArgumentHelp("Who makes the change: a member's name or e-mail address.", valueName: "name"),
    completion: .member)
  var actor: String?

  @Option(
    help: ArgumentHelp("The folder of the repository that holds the registry.", valueName: "path"),
    completion: .directory)
  var root: String?

  @Option(
    help: ArgumentHelp(
      "Write a report: text, json, sarif, github, gitlab, junit or markdown; FILE - is standard output. May be repeated.",
      valueName: "format=file"))
  var report: [ReportTarget] = []

  @Flag(help: "The same as --report json=-.")
  var json = false

  @OptionGroup var place: RepositoryOption

  mutating func validate() throws {
    if [revision != nil, staged, worktree].count(where: { $0 }) > 1 {
      throw ValidationError("REV, --staged and --worktree cannot be combined")
    }
    if mergeWith != nil, base != nil || staged || worktree {
      throw ValidationError("--merge-with judges a commit: it excludes --base, --staged and --worktree")
    }
    let targets = self.targets
    if targets.count(where: \.isStandardOutput) > 1 { throw ValidationError("two reports go to standard output") }
    for target in targets where !target.isStandardOutput && targets.count(where: { $0.file == target.file }) > 1 {
      throw ValidationError("two reports go to '\(target.file)'")
    }
  }

  /// What `--report` and `--json` ask for; text on standard output where nothing else goes there.
  private var targets: [ReportTarget] {
    var targets = report
    if json { targets.append(.standardOutput(.json)) }
    return targets.contains(where: \.isStandardOutput) ? targets : targets + [.standardOutput(.text)]
  }

  func outcome() throws -> ExitStatus {
    let scope = RevisionScope(repository: try place.repository(), root: root)
    let report = try judge(scope).under(scope.path)
    for target in targets { try target.write(report) }
    return report.hasErrors ? .diagnostics : .success
  }

  private func judge(_ scope: RevisionScope) throws -> Report {
    let head = revision ?? "HEAD"
    if let mergeWith {
      let merge = try ProposedMerge(of: head, into: mergeWith, scope)
      if let conflict = merge.conflict { return try Judge.judge(conflict) }
      guard let change = merge.change else { return .empty }
      return try scope.judge(
        change, facts(scope, merge.signatures(in: scope)), ofBranch: merge.head, into: merge.base)
    }
    let files = staged || worktree ? try UncommittedTree(of: scope.repository, includingWorkTree: worktree) : nil
    defer { files?.remove() }
    let tree = try files?.tree ?? scope.commit(head).tree
    let change: Change
    if let base, files != nil, try scope.isUnborn(base) {
      // The very first commit: all that is staged is new.
      let snapshot = try scope.snapshot(tree)
      try scope.requireRegistry(snapshot)
      change = try Change(from: nil, to: snapshot)
    } else if let base {
      let start = try scope.mergeBase(base, head)
      change = try scope.change(from: start.tree, to: tree)
      if change.before == nil { try scope.requireRegistry(scope.snapshot(tree)) }
      if files == nil {
        let tip = try scope.commit(head)
        let signatures = scope.newCommits(of: change, from: start.id, to: tip.id)
        return try scope.judge(change, facts(scope, signatures), ofBranch: tip, into: scope.commit(base))
      }
    } else {
      let snapshot = try scope.snapshot(tree)
      try scope.requireRegistry(snapshot)
      return try judgeAll(of: snapshot.tree, in: scope.repository, objects: files?.folder)
    }
    return try Judge.judge(change, facts(scope, nil))
  }

  /// - Parameter objects: a folder with objects that the repository does not have.
  private func judgeAll(of tree: ObjectID, in repository: Repository, objects: String?) throws -> Report {
    let place = repository.gitDirectory
    let actor = actor.map { Actor.authenticated($0) } ?? .unknown
    return try SnapshotJudge(
      tree,
      open: { () throws(GitError) in
        let repository = try Repository.open(at: place)
        if let objects { try repository.addObjectDirectory(objects) }
        return repository
      },
      facts: { repository throws(GitError) in
        Facts(actor: actor, content: try StoredContent(of: repository, knowsStore: false))
      }
    ).judge()
  }

  /// Who commits on a laptop is who git says; in CI that is not who merges.
  private func facts(_ scope: RevisionScope, _ signatures: NewCommits?) throws -> Facts {
    let isLocal = base != nil && (staged || worktree)
    let actor: Actor =
      try actor.map { .authenticated($0) } ?? (isLocal ? .local(scope.repository.authorEmail()) : .unknown)
    return Facts(
      actor: actor, content: try StoredContent(of: scope.repository, knowsStore: false), signatures: signatures)
  }
}
