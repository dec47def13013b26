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
  @OptionGroup var place: Place

  @Flag(help: "Print the change and commit nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Commit on this branch, made from HEAD where it does not exist.", valueName: "name"),
    completion: .branch)
  var branch: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Commit with this message.", valueName: "text"))
  var message: String?

  @Flag(help: "Rewrite manifests even where a comment would be lost.")
  var dropComments = false

  @Flag(help: "Push the commit, content first; where somebody was faster, make the change again on their tip.")
  var push = false

  @Option(
    help: ArgumentHelp(
      "Push to this remote; the branch's own, 'origin' or the only one unless given.", valueName: "name"))
  var remote: String?

  @Flag(help: "Print JSON: the commit, what it did, and what the rules say.")
  var json = false

  /// Makes one change, judged and committed, and says what came of it.
  ///
  /// - Parameters:
  ///   - summary: the commit's message unless `--message` gives one: "Create registry X".
  ///   - founder: for `init`, which makes a registry where there was none: the e-mail address of its first admin.
  ///   - base: the commit that is taken for what was published; nil for the branch's tip.
  ///   - blobs: files on their way into the store, published once the change is judged good.
  ///   - change: the change, made on the branch's tip; called again where another process committed first.
  /// - Returns: true where a commit was made, false for a dry run and where there was nothing to change.
  @discardableResult
  func commit(
    _ summary: String, in repository: Repository, founder: String? = nil,
    change: (inout Edit, CommitSnapshot) throws -> Void
  ) throws -> Bool {
    try commit({ summary }, in: repository, founder: founder, change: change)
  }

  /// The same, with a summary and a new version's number that are known once the change is made.
  ///
  /// - Parameter isSame: true for a change that says what this one would; where a commit that a push left behind made it, that
  ///   commit is pushed, and no second one is made.
  @discardableResult
  func commit(
    _ summary: () -> String, in repository: Repository, founder: String? = nil, base: ObjectID? = nil,
    blobs: BlobImport? = nil, number: () -> NumberChoice.Chosen? = { nil },
    isSame: (Change, CommitSnapshot) throws -> Bool = { _, _ in false },
    change: (inout Edit, CommitSnapshot) throws -> Void
  ) throws -> Bool {
    let (target, start) = try targetBranch(in: repository)
    if founder != nil, push {
      throw CommandFailure(status: .usage, "a new registry has no remote to push to\nhelp: leave out --push")
    }
    let branchPush = try push && !dryRun ? BranchPush(of: target, to: remote, from: repository) : nil
    if let branchPush, let left = try branchPush.unpushed().first(where: { try isSame($0.change, $0.after) }) {
      if try send(left, by: branchPush) {
        blobs?.discard()
        return true
      }
      // Somebody was faster: the commit is taken back, and made again on their tip.
      try branchPush.retreat(from: left.commit.id)
    }
    var place: ObjectID?
    func make() throws -> Transaction.Outcome {
      place = try repository.target(of: target)
      return try transaction(
        summary, on: target, of: repository, start: start, founder: founder, base: base, blobs: blobs, change: change)
    }
    var outcome = try make()
    var words: [String] = []
    var attempts = 0
    pushing: while let branchPush, case .committed(let commit, _) = outcome {
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
        outcome = try make()
      }
    }
    if case .unchanged = outcome, let branchPush, let left = try branchPush.unpushed().first {
      guard try send(left, by: branchPush) else { throw branchPush.behind(left.commit.id) }
      blobs?.discard()
      return true
    }
    let result = WriteResult(
      outcome, branch: target, message: message ?? summary(), summary: summary(), number: number(),
      remote: branchPush?.remote, wordsOfServer: words)
    try json ? result.printJSON() : result.printText()
    if result.commit == nil { blobs?.discard() }
    return result.commit != nil
  }

  /// Pushes what a command before this one made, and could not push.
  ///
  /// - Returns: false where the remote's branch has commits that this one lacks.
  private func send(_ left: BranchPush.Unpushed, by branchPush: BranchPush) throws -> Bool {
    let commit = left.commit.id
    if !json {
      Terminal.writeError("made already, by commit \(commit.abbreviated), which is not pushed yet: pushing it\n")
    }
    switch try branchPush.push(try branchPush.repository.target(of: branchPush.branch) ?? commit) {
    case .raced: return false
    case .refused(let detail): throw branchPush.refused(commit, detail)
    case .pushed(let words):
      let text = String(left.commit.message.drop(while: \.isNewline).prefix { !$0.isNewline })
      let proposal = Transaction.Proposal(
        before: left.before, after: left.after, change: left.change, report: Report(diagnostics: [], notJudged: []))
      let result = WriteResult(
        .committed(commit, proposal), branch: branchPush.branch, message: text, summary: text,
        remote: branchPush.remote, wordsOfServer: words)
      try json ? result.printJSON() : result.printText()
      return true
    }
  }

  private func transaction(
    _ summary: () -> String, on target: RefName, of repository: Repository, start: ObjectID?, founder: String?,
    base: ObjectID?, blobs: BlobImport?, change: (inout Edit, CommitSnapshot) throws -> Void
  ) throws -> Transaction.Outcome {
    // Whoever founds a registry acts for its first admin; `init` tells where git knows another address.
    let actor = try founder ?? repository.authorEmail()
    do {
      return try Transaction(on: target, of: repository).run(
        message: { message ?? summary() }, start: start, base: base, isDryRun: dryRun,
        facts: { _ in
          let content = try StoredContent(
            of: repository, knowsStore: true, arriving: blobs?.arriving ?? [:], announced: blobs?.announced ?? [:])
          return Facts(actor: .local(actor), content: content)
        },
        publish: { try blobs?.publish() },
        edit: { snapshot in
          if founder == nil { try Self.requireRegistry(snapshot) }
          var edit = Edit(of: snapshot, dropsComments: dropComments)
          try change(&edit, snapshot)
          return edit
        })
    } catch TransactionError.notFollowed(let commit, let detail) {
      // The commit names the content, so the content stays.
      throw TransactionError.notFollowed(commit, detail)
    } catch {
      blobs?.revert()
      throw error
    }
  }

  /// The snapshot that a change will be made on, for what must be known before it is made.
  func headSnapshot(of repository: Repository) throws -> CommitSnapshot {
    let (target, start) = try targetBranch(in: repository)
    let tree = try (repository.target(of: target) ?? start).map { try repository.commit($0).tree } ?? Tree.emptyID
    let snapshot = try CommitSnapshot.forReading(repository, tree: tree)
    try Self.requireRegistry(snapshot)
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
      throw CommandFailure(status: .usage, "'\(EscapedText.line(branch))' is no name of a branch")
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

  private static func requireRegistry(_ snapshot: CommitSnapshot) throws {
    guard try snapshot.isRegistry else { throw CommandFailure.noRegistry() }
  }
}
