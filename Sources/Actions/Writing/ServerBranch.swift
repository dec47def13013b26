import Blobs
import Enforcement
import Git
import RegistryStore

/// The branch that a server writes.
///
/// In a server's repository, one with hooks of ours or a record, what lands is judged and recorded as a push is: by the member whom the
/// server knows, moved together with the record. In a clone it is judged as a command's commit is, and index and work tree follow.
struct ServerBranch {
  let repository: Repository
  let branch: RefName
  let program: String
  let protection: ProtectedBranch
  /// True in a server's repository.
  let isRecorded: Bool
  /// True where content that others brought is on the disk before a commit that names it is acknowledged.
  private let isStrict: Bool
  /// Nil where no hooks of ours are installed.
  let installation: ServerHook.Installation?
  private let transaction: Transaction

  /// - Throws: ``TransactionError`` for a branch that some other work tree has checked out, or in the middle of a merge or rebase.
  init(_ name: RefName, of repository: Repository, program: String) throws {
    self.repository = repository
    self.program = program
    transaction = try Transaction(on: name, of: repository)
    branch = transaction.branch
    protection = try ProtectedBranch(branch, of: repository)
    guard repository.isBare else {
      (isRecorded, isStrict, installation) = (false, false, nil)
      return
    }
    let hook = ServerHook(of: repository, for: nil)
    installation = hook.installation()
    isRecorded = try installation != nil || PushLog(of: repository).newest() != nil
    isStrict = try isRecorded && hook.isStrict
  }

  /// Lands commits together.
  ///
  /// - Returns: what came of each; nil where they have to land one after another: of the files in the work tree that they change, somebody
  ///   has edited some.
  /// - Throws: where none of them landed, for a reason that is none of theirs.
  func land(_ commits: [PlannedCommit]) throws -> [Result<Written, ActionFailure>]? {
    let intakes = commits.map { ContentIntake(into: repository, received: $0.content) }
    let chain: CommitChain
    do {
      chain = try moveUnderLock(commits, intakes)
    } catch TransactionError.localEdits(_) where commits.allSatisfy(\.content.isEmpty) {
      return nil
    } catch {
      intakes.forEach { $0.revert() }
      throw error
    }
    if try !chain.landed.isEmpty && (isRecorded || repository.syncPolicy().references) {
      // What is acknowledged is what a power cut leaves. Another write waits for none of this.
      try repository.syncFileSystem()
    }
    for index in intakes.indices where !chain.landed.contains(where: { $0.index == index }) {
      intakes[index].discard()
    }
    return chain.results
  }

  private func moveUnderLock(_ commits: [PlannedCommit], _ intakes: [ContentIntake]) throws -> CommitChain {
    let lock = try RefLock(in: repository)
    defer { lock.unlock() }
    defer { repository.discardStagedObjects() }
    try transaction.checkout?.finish()
    for _ in 0..<Transaction.attemptLimit {
      let chain = try CommitChain(staging: commits, with: intakes, on: self)
      // A push of another process, which git itself moves, may come between.
      if try move(chain, lock) { return chain }
    }
    throw TransactionError.contended(branch)
  }

  /// - Returns: false where the branch has moved meanwhile.
  private func move(_ chain: CommitChain, _ lock: RefLock) throws -> Bool {
    guard let last = chain.landed.last else { return true }
    let changes = try changes(in: chain, to: last.record.new)
    for link in chain.landed { try link.intake.publish() }
    let references = try write(chain, last)
    if isStrict { for link in chain.landed { try link.content.syncElsewhere() } }
    try transaction.checkout?.note(branch, from: chain.start?.id, to: last.record.new)
    if let problem = try lock.move(references, message: "registry: \(chain.summary)") {
      transaction.checkout?.forget()
      guard try repository.target(of: branch) == chain.start?.id else { return false }
      throw GitError(operation: "move the references", reason: .other(-1), detail: problem)
    }
    if isRecorded, protection.isProtected {
      try AcceptedPushes(of: repository).clear(recorded: last.record.new, tip: last.record.new)
    }
    do {
      try transaction.checkout?.follow(changes, to: last.record.new)
    } catch {
      // The commits have landed; whoever comes next brings the work tree after them.
      lock.sweep(after: error)
    }
    return true
  }

  /// The files that a work tree has to follow; none where there is no work tree.
  private func changes(in chain: CommitChain, to tip: ObjectID?) throws -> [TreeChange] {
    guard let checkout = transaction.checkout, let tip else { return [] }
    let changes = try repository.changes(from: chain.start?.tree, to: repository.commit(tip).tree)
    try transaction.requireClean(checkout, changes)
    return changes
  }

  /// Writes the objects of a chain to the disk, and of its record.
  ///
  /// - Returns: the references to move, in their order.
  private func write(_ chain: CommitChain, _ last: CommitChain.Link) throws -> [RefChange] {
    // What everybody looks at moves last.
    let move = RefChange(branch, from: chain.start?.id, to: last.record.new)
    guard isRecorded, protection.isProtected else {
      try repository.writeStagedObjects(waitingOnce: true)
      return [move]
    }
    let log = PushLog(of: repository)
    let recorded = try log.newest()?.record.new
    let accepted = AcceptedPushes(of: repository)
    let missing = try chain.start.map { try accepted.chain(of: branch, from: recorded, to: $0.id) } ?? []
    let records = missing + chain.landed.map(\.record)
    return [try log.append(last.record, after: records.dropLast(), at: last.time, waitingOnce: true), move]
  }
}
