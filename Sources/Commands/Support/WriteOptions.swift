import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Enforcement
import Git
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// The options of every command that writes, and the one way in which they become a commit.
struct WriteOptions: ParsableArguments {
  @OptionGroup var place: RepositoryOption

  @Flag(help: "Print the change and commit nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Commit on this branch, created from HEAD if it does not exist.", valueName: "name"),
    completion: .branch)
  var branch: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Commit with this message.", valueName: "text"))
  var message: String?

  @Flag(help: "Rewrite manifests even if a comment would be lost.")
  var dropComments = false

  @Flag(help: "Push the commit, content first; if the remote moved, redo the change on its new tip.")
  var push = false

  @Option(
    help: ArgumentHelp(
      "Push to this remote; the branch's own, 'origin' or the only one unless given.", valueName: "name"))
  var remote: String?

  @Flag(help: "Print JSON: the commit, what it did, and what the rules say.")
  var json = false

  /// Makes the change of one action, judged and committed, and says what came of it.
  ///
  /// - Parameters:
  ///   - founder: for `init`, which makes a registry where there was none: the e-mail address of its first admin.
  ///   - base: the commit that is taken for what was published; nil for the branch's tip.
  ///   - blobs: files on their way into the store, published once the change is judged good.
  /// - Returns: true where a commit was made, false for a dry run and where there was nothing to change.
  @discardableResult
  func commit(
    _ action: some Action, in repository: Repository, founder: String? = nil, base: ObjectID? = nil,
    importing blobs: BlobImport? = nil
  ) throws -> Bool {
    let (target, start) = try targetBranch(in: repository)
    if action.makesRegistry, push {
      throw CommandFailure(status: .usage, "a new registry has no remote to push to\nhelp: leave out --push")
    }
    // Whoever founds a registry acts for its first admin; `init` tells where git knows another address.
    let author = Authorship(local: try founder ?? repository.authorEmail(), at: Clock.secondsSince1970())
    let branchPush = try push && !dryRun ? BranchPush(of: target, to: remote, from: repository) : nil
    if let branchPush,
      let left = try branchPush.unpushed().first(where: {
        try action.isMade(by: $0.change, in: ActionContext($0.after, author))
      })
    {
      if try send(left, by: branchPush) {
        blobs?.discard()
        return true
      }
      // Somebody was faster: the commit is taken back, and made again on their tip.
      try branchPush.retreat(from: left.commit.id)
    }
    let writer = RegistryWriter(to: target, of: repository, program: Program.version)
    let commit = PlannedCommit(
      [action], by: author, message: message, dropsComments: dropComments)
    var place: ObjectID?
    func make() throws -> Written {
      place = try repository.target(of: target)
      return try writer.write(commit, start: start, base: base, importing: blobs, isRehearsal: dryRun)
    }
    var written = try make()
    var words: [String] = []
    var attempts = 0
    pushing: while let branchPush, let commit = written.commit {
      attempts += 1
      switch try branchPush.push(commit) {
      case .pushed(let said):
        words = said
        break pushing
      case .refused(let detail): throw branchPush.takenBack(commit, to: place, "refused it", detail)
      case .raced where attempts == BranchPush.attemptLimit:
        throw branchPush.takenBack(commit, to: place, "kept moving", "")
      case .raced:
        try branchPush.retreat(from: commit)
        written = try make()
      }
    }
    if written.outcome == .unchanged, let branchPush, let left = try branchPush.unpushed().first {
      guard try send(left, by: branchPush) else { throw branchPush.behind(left.commit.id) }
      blobs?.discard()
      return true
    }
    try say(WriteResult(written, branch: target, remote: branchPush?.remote, wordsOfServer: words))
    return written.commit != nil
  }

  private func say(_ result: WriteResult) throws { try json ? result.printJSON() : result.printText() }

  /// Pushes what a command before this one made, and could not push.
  ///
  /// - Returns: false where the remote's branch has commits that this one lacks.
  private func send(_ left: BranchPush.Unpushed, by branchPush: BranchPush) throws -> Bool {
    let commit = left.commit.id
    if !json {
      Terminal.writeError("already made by commit \(commit.abbreviated), which is not pushed yet: pushing it\n")
    }
    switch try branchPush.push(try branchPush.repository.target(of: branchPush.branch) ?? commit) {
    case .raced: return false
    case .refused(let detail): throw branchPush.refused(commit, detail)
    case .pushed(let words):
      let text = String(left.commit.message.drop(while: \.isNewline).prefix { !$0.isNewline })
      let proposal = Transaction.Proposal(
        before: left.before, after: left.after, change: left.change, report: Report(diagnostics: [], notJudged: []))
      let written = Written(
        outcome: .committed(commit), effects: [ActionEffect(text)], message: text, proposal: proposal)
      try say(WriteResult(written, branch: branchPush.branch, remote: branchPush.remote, wordsOfServer: words))
      return true
    }
  }

  /// The snapshot that a change will be made on, for what must be known before it is made.
  func headSnapshot(of repository: Repository) throws -> CommitSnapshot {
    let (target, start) = try targetBranch(in: repository)
    let tree = try (repository.target(of: target) ?? start).map { try repository.commit($0).tree } ?? Tree.emptyID
    let snapshot = try CommitSnapshot.forReading(repository, tree: tree)
    try RegistryLookup(snapshot).requireRegistry()
    return snapshot
  }

  /// The branch to commit on, and the commit to start it from where it is new.
  private func targetBranch(in repository: Repository) throws -> (RefName, start: ObjectID?) {
    let head = try repository.headBranch()
    guard let branch else {
      guard let head else {
        throw CommandFailure("HEAD is detached, so there is no branch to commit on\nhelp: name one with --branch NAME")
      }
      return (head, nil)
    }
    guard let name = RefName(branch: branch) else {
      throw CommandFailure(status: .usage, "'\(EscapedText.line(branch))' is not a valid branch name")
    }
    let isBorn = try repository.target(of: name) != nil || name == head
    if !isBorn { try Self.requireClear(name, in: repository) }
    // On an unborn HEAD there is nothing to start from.
    if let head, try repository.target(of: head) == nil { return (name, nil) }
    return (name, isBorn ? nil : try repository.commit(revision: "HEAD").id)
  }

  /// Refuses a new branch whose name a push would be refused for: after the commit it would be too late.
  private static func requireClear(_ name: RefName, in repository: Repository) throws {
    let twins = RefTwins(of: [name], among: try repository.referenceNames())
    guard let problem = RefNaming.ambiguity(of: name) ?? twins.problem(of: name) else { return }
    throw CommandFailure(
      status: .usage,
      "the branch '\(name.branch.map { EscapedText.line($0) } ?? "\(name)")' \(problem)\nhelp: choose another name"
    )
  }
}
