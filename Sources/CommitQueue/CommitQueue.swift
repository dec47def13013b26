package import Actions
package import Git
import Synchronization

/// The commits that wait for a repository's branch: who waits is in the next group, which lands together, one commit each, judged one on
/// top of the other, and waits for the disk once.
///
/// Whoever asked is answered whatever happens, also if the group fails as a whole.
package final class CommitQueue: Sendable {
  private let pool: RepositoryPool
  private let branch: RefName
  private let program: String
  private let state = Mutex(State())

  private struct Waiting: Sendable {
    let commit: PlannedCommit
    let isTold: Bool
    let confirm: @Sendable () async throws -> Void
    let answer: CheckedContinuation<CommitOutcome, any Error>
  }

  private struct State {
    var waiting: [Waiting] = []
    var isRunning = false
    var groups = 0
  }

  /// Commits that wait.
  package var waiting: Int { state.withLock { $0.waiting.count } }
  /// Groups that were written since the start.
  package var groups: Int { state.withLock { $0.groups } }

  /// Commits of one group, at most: who comes later should not wait for all of them.
  static let groupLimit = 64
  /// Commits that wait, at most; one more is refused at once.
  static let waitingLimit = 1_000

  /// - Parameters:
  ///   - pool: of the repository; nobody else writes through it.
  ///   - program: the version of the program, for the record of pushes.
  package init(for branch: RefName, of pool: RepositoryPool, program: String) {
    self.pool = pool
    self.branch = branch
    self.program = program
  }

  /// Lands a commit, together with those that wait at the same time.
  ///
  /// - Parameters:
  ///   - isTold: true if the answer has the document of the change, which takes a look at all that it did.
  ///   - confirm: called right before the group is written; what it throws leaves this commit out.
  /// - Throws: ``ActionFailure`` if it cannot be made; ``RepositoryPoolError/busy`` if too many wait.
  package func land(
    _ commit: PlannedCommit, isTold: Bool = false, confirm: @escaping @Sendable () async throws -> Void = {}
  ) async throws -> CommitOutcome {
    try await withCheckedThrowingContinuation { answer in
      let (isTaken, starts) = state.withLock { state in
        guard state.waiting.count < Self.waitingLimit else { return (false, false) }
        state.waiting.append(Waiting(commit: commit, isTold: isTold, confirm: confirm, answer: answer))
        defer { state.isRunning = true }
        return (true, !state.isRunning)
      }
      if !isTaken { answer.resume(throwing: RepositoryPoolError.busy) }
      if starts { Task { await self.landAll() } }
    }
  }

  /// Judges a commit on the branch's tip, and drops it.
  ///
  /// - Throws: ``ActionFailure`` if it cannot be made.
  package func rehearse(_ commit: PlannedCommit) async throws -> CommitOutcome {
    let (branch, program) = (branch, program)
    return try await pool.write { repository in
      let writer = RegistryWriter(to: branch, of: repository, program: program)
      return CommitOutcome(try writer.write(commit, isRehearsal: true), toldOf: branch)
    }
  }

  /// Makes a commit on a new branch that starts at the branch's tip.
  ///
  /// - Throws: ``ActionFailure`` if it cannot be made, or there is such a branch.
  package func propose(_ commit: PlannedCommit, on proposal: RefName) async throws -> CommitOutcome {
    let (branch, program) = (branch, program)
    return try await pool.write { repository in
      let writer = RegistryWriter(to: branch, of: repository, program: program)
      return CommitOutcome(try writer.propose(commit, on: proposal), toldOf: nil)
    }
  }

  private func landAll() async {
    while let next = nextGroup() {
      let group = await confirmed(next)
      guard !group.isEmpty else { continue }
      state.withLock { $0.groups += 1 }
      let (commits, areTold) = (group.map(\.commit), group.map(\.isTold))
      let (branch, program) = (branch, program)
      do {
        let outcomes = try await pool.write { repository in
          zip(RegistryWriter(to: branch, of: repository, program: program).write(each: commits), areTold).map {
            result, isTold in
            result.map { CommitOutcome($0, toldOf: isTold ? branch : nil) }
          }
        }
        for (waiting, outcome) in zip(group, outcomes) { waiting.answer.resume(with: outcome) }
      } catch {
        for waiting in group { waiting.answer.resume(throwing: error) }
      }
    }
  }

  /// Those that are still wanted; who asked for the others is answered.
  private func confirmed(_ group: [Waiting]) async -> [Waiting] {
    var rest: [Waiting] = []
    for waiting in group {
      do {
        try await waiting.confirm()
        rest.append(waiting)
      } catch { waiting.answer.resume(throwing: error) }
    }
    return rest
  }

  /// Nil once nobody waits: then the next one starts anew.
  private func nextGroup() -> [Waiting]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isRunning = false
        return nil
      }
      let group = Array(state.waiting.prefix(Self.groupLimit))
      state.waiting.removeFirst(group.count)
      return group
    }
  }
}
