import Blobs
import Enforcement
import Git
import RegistryStore

/// The branch of a server's repository, where what lands is judged and recorded as a push is: by the member whom the server
/// knows, moved together with the record, and, where the installation is strict, on the disk before it is acknowledged.
struct ServerBranch {
  let repository: Repository
  let branch: RefName
  let program: String
  let protection: ProtectedBranch
  let isStrict: Bool
  /// Nil where no hooks of ours are installed.
  let installation: ServerHook.Installation?

  /// Nil for a repository that people commit in: a checkout, or a bare one without hooks of ours and without a record.
  init?(_ name: RefName, of repository: Repository, program: String) throws {
    guard repository.isBare else { return nil }
    let hook = ServerHook(of: repository, for: nil)
    installation = hook.installation()
    guard try installation != nil || PushLog(of: repository).newest() != nil else { return nil }
    isStrict = try hook.isStrict
    // Refuses a branch that some work tree has checked out.
    branch = try Transaction(on: name, of: repository).branch
    protection = try ProtectedBranch(branch, of: repository)
    self.repository = repository
    self.program = program
  }

  /// Lands commits together.
  ///
  /// - Throws: where none of them landed, for a reason that is none of theirs.
  func land(_ commits: [PlannedCommit]) throws -> [Result<Written, ActionFailure>] {
    let intakes = commits.map { ContentIntake(into: repository, received: $0.content) }
    let chain: CommitChain
    do {
      chain = try moveUnderLock(commits, intakes)
    } catch {
      intakes.forEach { $0.revert() }
      throw error
    }
    if !chain.landed.isEmpty {
      // What is acknowledged is what a power cut leaves. Another write waits for none of this.
      try repository.syncReferences((protection.isProtected ? [PushLog.name] : []) + [branch])
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
    for link in chain.landed { try link.intake.publish() }
    let accepted = AcceptedPushes(of: repository)
    var changes: [RefChange] = []
    if protection.isProtected {
      let log = PushLog(of: repository)
      let recorded = try log.newest()?.record.new
      let missing = try chain.start.map { try accepted.chain(of: branch, from: recorded, to: $0.id) } ?? []
      let records = missing + chain.landed.map(\.record)
      changes.append(try log.append(last.record, after: records.dropLast(), at: last.time))
    } else {
      try repository.writeStagedObjects()
    }
    // What everybody looks at moves last.
    changes.append(RefChange(branch, from: chain.start?.id, to: last.record.new))
    if isStrict { for link in chain.landed { try link.content.sync() } }
    if let problem = try lock.move(changes, message: "registry: \(chain.summary)") {
      guard try repository.target(of: branch) == chain.start?.id else { return false }
      throw GitError(operation: "move the references", reason: .other(-1), detail: problem)
    }
    if protection.isProtected { try accepted.clear(recorded: last.record.new, tip: last.record.new) }
    return true
  }
}
