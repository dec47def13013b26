package import Access
package import Actions
package import BlobStore
package import Blobs
package import CommitQueue
import Diagnostics
package import Git
import Manifests
import RegistryStore
import Rules

/// A repository that a server answers for: its registries as the branch's tip has them, and its content.
package final class ServedRepository: Sendable {
  package let branch: RefName
  package let pool: RepositoryPool
  package let queue: CommitQueue
  package let blobs: any BlobStore
  /// Milliseconds since 1970.
  package let now: @Sendable () -> Int64
  private let metrics: RequestMetrics
  private let doorkeeper: Doorkeeper
  /// The committer of what members write by this server; nil for the person in whose clone it runs.
  private let committer: String?
  private let accesses: TipMemory<AccessQuestion, Access>
  private let authors: TipMemory<String, Author>

  private struct AccessQuestion: Hashable, Sendable {
    let principal: Principal
    let place: AccessPlace
    let right: Right
  }

  /// Who a claim names.
  private struct Author: Sendable {
    let name: String
    let email: String
  }

  /// - Parameters:
  ///   - source: of the same branch.
  ///   - program: the version of the program, for the record of pushes.
  ///   - doorkeeper: asked again right before a commit is made.
  package init(
    _ branch: RefName, marked source: BranchMark.Source, of pool: RepositoryPool, blobs: any BlobStore,
    committer: String?, program: String, doorkeeper: Doorkeeper = Doorkeeper(),
    counting metrics: RequestMetrics = RequestMetrics(), now: @escaping @Sendable () -> Int64
  ) {
    self.branch = branch
    self.pool = pool
    accesses = TipMemory(source)
    authors = TipMemory(source)
    queue = CommitQueue(for: branch, of: pool, program: program)
    self.blobs = blobs
    self.committer = committer
    self.doorkeeper = doorkeeper
    self.metrics = metrics
    self.now = now
  }

  /// Commits that wait for their group.
  package var waitingCommits: Int { queue.waiting }
  /// Groups of commits that were written since the start.
  package var commitGroups: Int { queue.groups }

  /// Reads the registry at the branch's tip.
  package func read<Value: Sendable>(_ body: @escaping @Sendable (RegistryReader) throws -> Value) async throws -> Value
  {
    let branch = branch
    return try await pool.read { repository in
      guard let tip = try repository.target(of: branch) else { throw ActionFailure.noRegistry() }
      return try body(RegistryReader(repository, commit: repository.commit(tip)))
    }
  }

  /// What a principal may do in a registry at the tip.
  package func access(of principal: Principal, in registry: String, for right: Right) async throws -> Access {
    try await access(of: principal, in: .registry(registry), for: right)
  }

  /// What a principal may do in a part of the repository at the tip.
  package func access(of principal: Principal, in place: AccessPlace, for right: Right) async throws -> Access {
    try await accesses.answer(AccessQuestion(principal: principal, place: place, right: right)) {
      try await read { reader in try Access.of(principal, in: place, for: right, at: reader.snapshot) }
    }
  }

  /// What a principal may do with the repository as a whole at the tip.
  package func access(of principal: Principal, for right: Right) async throws -> Access {
    try await read { reader in try Access.ofRepository(principal, for: right, at: reader.snapshot) }
  }

  /// - Throws: ``RequestError`` unless a principal may do it with the repository as a whole.
  package func require(_ right: Right, of principal: Principal) async throws {
    try await access(of: principal, for: right).require(of: principal)
  }

  /// Merges a branch by a principal: a commit that is judged as their push of it.
  package func land(_ merge: MergedBranch, by principal: Principal, message: String) async throws -> CommitOutcome {
    try await land(
      PlannedCommit(merging: merge, by: try await authorship(of: principal), message: message), by: principal)
  }

  /// Deletes another branch than the one that is served, if it is still at a commit.
  ///
  /// - Throws: ``ActionFailure`` if it is not, or a work tree has it checked out.
  package func delete(_ name: RefName, at tip: ObjectID, by principal: Principal) async throws {
    guard name != branch else { throw RequestError.notFound }
    guard try await doorkeeper.stillKnows(principal) else { throw RequestError.unauthenticated }
    try await RequestedRight.current?.check()
    try await pool.write { repository in
      guard try !repository.isCheckedOut(name) else {
        throw ActionFailure(
          .conflict, "a work tree has the branch checked out", help: "switch it to another branch first")
      }
      let lock = try RefLock(in: repository)
      defer { lock.unlock() }
      guard try repository.target(of: name) == tip else {
        throw ActionFailure(.conflict, "the branch has moved on", help: "look at it again")
      }
      if let problem = try lock.move([RefChange(name, from: tip, to: nil)], message: "registry: close") {
        throw ActionFailure(.conflict, "git does not delete the branch: \(problem)")
      }
    }
  }

  /// Lands actions as one commit by a principal.
  ///
  /// - Parameters:
  ///   - content: what was received for it.
  ///   - message: of the commit; nil for what the actions say.
  ///   - isTold: true if the answer has the whole document of the change.
  package func land(
    _ actions: [any Action], by principal: Principal, content: [ReceivedContent] = [], message: String? = nil,
    isTold: Bool = false
  ) async throws -> CommitOutcome {
    let planned = PlannedCommit(actions, by: try await authorship(of: principal), message: message, content: content)
    return try await land(planned, by: principal, isTold: isTold)
  }

  private func land(
    _ planned: PlannedCommit, by principal: Principal, isTold: Bool = false
  ) async throws -> CommitOutcome {
    let doorkeeper = doorkeeper
    // It may wait for long; the rules look at what the member may do, and this at how the member was let in and whether they would be now.
    let right = RequestedRight.current
    let landed = try await queue.land(planned, isTold: isTold) {
      guard try await doorkeeper.stillKnows(principal) else { throw RequestError.unauthenticated }
      try await right?.check()
    }
    if case .refused = landed.outcome {
      metrics.countRefusal(
        by: Set(landed.report.diagnostics.filter { $0.severity == .error }.map { "\($0.rule)" }))
    }
    return landed
  }

  /// What would come of actions by a principal, if they landed now. Nothing is kept of it.
  package func rehearse(
    _ actions: [any Action], by principal: Principal, content: [ReceivedContent] = [], message: String? = nil
  ) async throws -> CommitOutcome {
    let planned = PlannedCommit(
      actions, by: try await authorship(of: principal), message: message, content: content)
    return try await queue.rehearse(planned)
  }

  /// Makes a commit by a principal on a new branch, for others to review; see ``RegistryWriter/propose(_:on:)``.
  package func propose(
    _ actions: [any Action], by principal: Principal, content: [ReceivedContent] = [], message: String? = nil,
    on proposal: RefName
  ) async throws -> CommitOutcome {
    let planned = PlannedCommit(actions, by: try await authorship(of: principal), message: message, content: content)
    guard try await doorkeeper.stillKnows(principal) else { throw RequestError.unauthenticated }
    try await RequestedRight.current?.check()
    return try await queue.propose(planned, on: proposal)
  }

  private func authorship(of principal: Principal) async throws -> Authorship {
    let time = now() / 1000
    guard let committer, let claim = principal.claim else {
      return Authorship(local: principal.claim ?? "", at: time)
    }
    let author = try await authors.answer(claim) {
      try await read { reader in
        let name = try Rights.memberName(claim, in: reader.snapshot) ?? claim
        return Author(name: name, email: try reader.snapshot.member(name)?.value?.emails.first ?? "\(name)@localhost")
      }
    }
    return Authorship(
      signature: .named(
        author: try Identity(name: author.name, email: author.email, secondsSince1970: time),
        committer: try Identity(name: "git registry", email: committer, secondsSince1970: time)),
      actor: principal.actor, source: principal.source, time: time)
  }
}
