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
    let answer: CheckedContinuation<CommitOutcome, any Error>
  }

  private struct State {
    var waiting: [Waiting] = []
    var isRunning = false
  }

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
  /// - Throws: ``ActionFailure`` if it cannot be made; ``RepositoryPoolError/busy`` if too many wait.
  package func land(_ commit: PlannedCommit) async throws -> CommitOutcome {
    try await withCheckedThrowingContinuation { answer in
      let (isTaken, starts) = state.withLock { state in
        guard state.waiting.count < Self.waitingLimit else { return (false, false) }
        state.waiting.append(Waiting(commit: commit, answer: answer))
        defer { state.isRunning = true }
        return (true, !state.isRunning)
      }
      if !isTaken { answer.resume(throwing: RepositoryPoolError.busy) }
      if starts { Task { await self.landAll() } }
    }
  }

  private func landAll() async {
    while let group = nextGroup() {
      let commits = group.map(\.commit)
      let (branch, program) = (branch, program)
      do {
        let outcomes = try await pool.write { repository in
          RegistryWriter(to: branch, of: repository, program: program).write(each: commits).map { result in
            result.map { CommitOutcome($0) }
          }
        }
        for (waiting, outcome) in zip(group, outcomes) { waiting.answer.resume(with: outcome) }
      } catch {
        for waiting in group { waiting.answer.resume(throwing: error) }
      }
    }
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
