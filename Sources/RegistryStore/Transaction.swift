package import Diagnostics
package import Git
package import Rules

/// One action on a branch: a change made on its tip, judged, and ended in one commit.
///
/// If another process moves the branch first, the change is made again on the new tip, up to ``attemptLimit`` times. In
/// a checkout of the branch, index and work tree follow, and a file with local edits is never overwritten.
package struct Transaction {
  package static let attemptLimit = 50

  package let repository: Repository
  package let branch: RefName
  /// Nil where the branch is not checked out.
  package let checkout: Checkout?

  /// - Throws: ``TransactionError`` if the branch is checked out in another work tree or in the middle of a merge or rebase.
  package init(on name: RefName, of repository: Repository) throws {
    let branch = try repository.resolved(name)
    self.repository = repository
    self.branch = branch
    let isHead = try repository.headBranch() == branch
    checkout = isHead ? Checkout(of: repository) : nil
    if checkout != nil, repository.isMidOperation { throw TransactionError.midOperation }
    if checkout == nil, try repository.isCheckedOut(branch) { throw TransactionError.checkedOutElsewhere(branch) }
  }

  /// What a transaction is about to commit, for its facts and its judgement.
  package struct Proposal {
    package let before: CommitSnapshot?
    package let after: CommitSnapshot
    package let change: Change
    package let report: Report

    package init(before: CommitSnapshot?, after: CommitSnapshot, change: Change, report: Report) {
      self.before = before
      self.after = after
      self.change = change
      self.report = report
    }
  }

  /// How it ended.
  package enum Outcome {
    case committed(ObjectID, Proposal)
    /// Not committed: the report has errors, or it was a dry run. What was judged can be read by the same handle until its next change.
    case judged(Proposal)
    /// The edit changes nothing.
    case unchanged
  }

  /// Makes, judges and commits a change.
  ///
  /// - Parameters:
  ///   - start: the commit that a branch to be made starts from; nil for an unborn one.
  ///   - base: the commit whose snapshot is what was published; nil for the branch's tip. What a branch adds to it is not
  ///     published yet, and may still change.
  ///   - facts: what the rules need to know, given the snapshot before.
  ///   - publish: makes content durable before the branch moves, once the change is judged good; called on each attempt.
  ///   - stageCommit: given tree, parents and message, stages the commit that names them.
  ///   - edit: the change, made on the snapshot of the branch's tip, which refuses manifests that are made for a newer
  ///     program; called again if the tip moved.
  package func run(
    message: () -> String, start: ObjectID? = nil, base: ObjectID? = nil, isDryRun: Bool,
    facts: (CommitSnapshot?) throws -> Facts,
    publish: () throws -> Void = {},
    stageCommit: (ObjectID, [ObjectID], String) throws -> ObjectID,
    edit: (CommitSnapshot) throws -> Edit
  ) throws -> Outcome {
    // One command after another, so that index and work tree follow in the order of the commits.
    let lock = isDryRun ? nil : try RefLock(in: repository)
    defer { lock?.unlock() }
    if lock != nil { try checkout?.finish() }
    // Whoever got the verdict may still read what was judged; otherwise nothing is left behind.
    var isToBeRead = false
    defer { if !isToBeRead { repository.discardStagedObjects() } }
    for _ in 0..<Self.attemptLimit {
      repository.discardStagedObjects()
      let target = try repository.target(of: branch)
      let tip = target ?? start
      let oldTree = try tip.map { try repository.commit($0).tree }
      let published = oldTree.map { CommitSnapshot(repository, tree: $0) }
      let snapshot = try CommitSnapshot.forReading(repository, tree: oldTree ?? Tree.emptyID)
      let known = try base.map { CommitSnapshot(repository, tree: try repository.commit($0).tree) } ?? published
      let before = try CommitSnapshot.founded(known)
      let newTree = try repository.stageTree(from: oldTree, applying: edit(snapshot).updates)
      guard newTree != oldTree else { return .unchanged }
      let after = CommitSnapshot(repository, tree: newTree)
      let judged = try Change(from: before, to: after)
      let report = try Judge.judge(judged, facts(before))
      let change = try base == nil ? judged : Change(from: published, to: after)
      let proposal = Proposal(before: before, after: after, change: change, report: report)
      guard !report.hasErrors, !isDryRun else {
        isToBeRead = true
        return .judged(proposal)
      }
      try checkout.map { try requireClean($0, change.entries) }
      try publish()
      let commit = try stageCommit(newTree, tip.map { [$0] } ?? [], message())
      try repository.writeStagedObjects()
      try lock?.announce([RefChange(branch, from: target, to: commit)])
      try checkout?.note(branch, from: target, to: commit)
      guard try moveBranch(from: target, to: commit, message: message()) else {
        checkout?.forget()
        continue
      }
      do {
        try checkout?.follow(change.entries, to: commit)
      } catch {
        lock?.sweep(after: error)
        throw TransactionError.notFollowed(commit, "\(error)")
      }
      return .committed(commit, proposal)
    }
    throw TransactionError.contended(branch)
  }

  /// - Returns: false if another process moved the branch first.
  func moveBranch(from old: ObjectID?, to new: ObjectID, message: String) throws(GitError) -> Bool {
    do {
      try repository.move(branch, from: old, to: new, message: "registry: \(message.prefix { $0 != "\n" })")
      return true
    } catch {
      guard error.reason == .modified || error.reason == .locked else { throw error }
      return false
    }
  }

  /// - Throws: ``TransactionError/localEdits(_:)`` if what somebody has edited is in the way of changes.
  package func requireClean(_ checkout: Checkout, _ changes: [TreeChange]) throws {
    do {
      try checkout.requireClean(changes)
    } catch {
      guard error.reason == .modified else { throw error }
      throw TransactionError.localEdits(error.detail)
    }
  }
}

/// Why a transaction could not start or end.
package enum TransactionError: Error, CustomStringConvertible {
  case midOperation
  case checkedOutElsewhere(RefName)
  case localEdits(String)
  case contended(RefName)
  /// The commit is made and stays; index and work tree are behind it.
  case notFollowed(ObjectID, String)

  package var description: String {
    switch self {
    case .midOperation: "a merge, rebase or the like is under way; finish or abort it first"
    case .checkedOutElsewhere(let branch):
      "\(branch) is checked out in another work tree; run the command there"
    case .localEdits(let detail):
      "something in the work tree stands in the way; commit, stash or move it first\n\(detail)"
    case .notFollowed(let commit, let detail):
      """
      commit \(commit.abbreviated) was made, but the work tree could not be updated
      \(detail)
      help: once nothing else uses the work tree: git restore --source=HEAD --staged --worktree .
      """
    case .contended(let branch): "\(branch) kept moving while the change was being made; try again"
    }
  }
}
