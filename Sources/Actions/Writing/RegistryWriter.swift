package import Blobs
import Diagnostics
package import Git
import Manifests
import RegistryStore
import Rules

/// The one way in which actions become commits on a branch: staged, judged, their content published, the branch moved.
///
/// Belongs to the thread of the repository's handle.
package struct RegistryWriter {
  package let repository: Repository
  package let branch: RefName
  /// The version of the program, for the record.
  private let program: String

  package init(to branch: RefName, of repository: Repository, program: String) {
    self.repository = repository
    self.branch = branch
    self.program = program
  }

  /// Makes one commit, as a command does in a clone; index and work tree follow. Nothing is recorded, in a server's repository
  /// neither: there ``write(each:)`` is for who is known.
  ///
  /// - Parameters:
  ///   - start: the commit that a branch to be made starts from; nil for an unborn one.
  ///   - base: the commit that is taken for what was published; nil for the branch's tip.
  ///   - blobs: files on their way into the store, which the actions name.
  ///   - isRehearsal: true where nothing is to be committed.
  /// - Throws: ``ActionFailure``, or another error that ``ActionFailure/init(_:)`` takes. Then all is as it was, but for
  ///   ``TransactionError/notFollowed(_:_:)``.
  package func write(
    _ commit: PlannedCommit, start: ObjectID? = nil, base: ObjectID? = nil, importing blobs: BlobImport? = nil,
    isRehearsal: Bool = false
  ) throws -> Written {
    try write(commit, start: start, base: base, importing: blobs, isRehearsal: isRehearsal, needsWorkTree: true)
  }

  /// - Parameter needsWorkTree: false if it is enough that the commit has landed: that the work tree stays behind shows in `git status`.
  private func write(
    _ commit: PlannedCommit, start: ObjectID? = nil, base: ObjectID? = nil, importing blobs: BlobImport? = nil,
    isRehearsal: Bool = false, needsWorkTree: Bool
  ) throws -> Written {
    let intake = ContentIntake(into: repository, received: commit.content, importing: blobs)
    var effects: [ActionEffect] = []
    do {
      let outcome = try Transaction(on: branch, of: repository).run(
        message: { commit.message(effects) }, start: start, base: base, isDryRun: isRehearsal,
        facts: { _ in Facts(actor: commit.author.actor, content: try intake.stored(knowsStore: true)) },
        publish: intake.publish,
        stageCommit: { try commit.author.stage(tree: $0, parents: $1, message: $2, in: repository) },
        edit: { snapshot in
          try requireSigner(commit.author, snapshot)
          let made = try commit.edit(snapshot, intake)
          effects = made.effects
          return made.edit
        })
      let written = Written(outcome, effects, commit.message(effects))
      if written.commit == nil { intake.discard() }
      return written
    } catch TransactionError.notFollowed(let id, let detail) {
      // The commit names the content, so the content stays.
      guard !needsWorkTree else { throw TransactionError.notFollowed(id, detail) }
      return Written(outcome: .committed(id), effects: effects, message: commit.message(effects), proposal: nil)
    } catch let refusal as RefusedByRules {
      intake.revert()
      return .refused(refusal.report)
    } catch {
      intake.revert()
      throw error
    }
  }

  /// Makes commits in their order, each judged on top of the one before, with its own author and actor, and in a server's repository its
  /// entry in the record: a server's group commit. They land together: one lock, one transaction of references, the disk waited for
  /// once, the work tree of a clone brought after them once.
  ///
  /// - Returns: what came of each, in their order. A commit that fails or is refused keeps no other from landing, unless that one
  ///   builds on it.
  package func write(each commits: [PlannedCommit]) -> [Result<Written, ActionFailure>] {
    do {
      if let results = try ServerBranch(branch, of: repository, program: program).land(commits) { return results }
      return commits.map { commit in Result { try write(commit, needsWorkTree: false) }.mapError { ActionFailure($0) } }
    } catch {
      let failure = ActionFailure(error)
      return commits.map { _ in .failure(failure) }
    }
  }

  /// Refuses a commit that its branch would refuse for want of a signature.
  private func requireSigner(_ author: Authorship, _ snapshot: CommitSnapshot) throws {
    guard !author.canSign else { return }
    try ProtectedBranch(branch, of: repository).requireUnsigned(snapshot)
  }
}

extension Written {
  init(_ outcome: Transaction.Outcome, _ effects: [ActionEffect], _ message: String) {
    switch outcome {
    case .committed(let commit, let proposal):
      self.init(outcome: .committed(commit), effects: effects, message: message, proposal: proposal)
    case .judged(let proposal):
      let outcome: Outcome = proposal.report.hasErrors ? .refused(proposal.report) : .rehearsed
      self.init(outcome: outcome, effects: effects, message: message, proposal: proposal)
    case .unchanged: self.init(outcome: .unchanged, effects: effects, message: message, proposal: nil)
    }
  }
}
