import Git
import RegistryStore
import Rules

/// What of a push goes on record: who acted, and how the protected branch changed.
struct PushOnRecord {
  let repository: Repository
  let options: PushHookOptions
  let program: String

  /// Who acts: as the host says, or as the new tip of the protected branch is signed.
  func actor(of updates: [RefUpdate]) throws(GitError) -> String? {
    guard options.actorSource == .signature else { return try options.actorSource.actor() }
    guard let branch = try PushJudge.protectedBranch(of: repository),
      let update = try protectedUpdate(of: branch, in: updates), let new = update.new
    else { return nil }
    func snapshot(_ id: ObjectID) throws(GitError) -> CommitSnapshot {
      CommitSnapshot(repository, tree: try repository.commit(id).tree)
    }
    let before = try update.old.map { id throws(GitError) in try snapshot(id) }
    return try NewCommits(
      in: repository, from: update.old, to: new, before: CommitSnapshot.founded(before), after: snapshot(new),
      namesActor: true
    ).actor()
  }

  private func protectedUpdate(of branch: RefName, in updates: [RefUpdate]) throws(GitError) -> RefUpdate? {
    for update in updates where try repository.resolved(update.name) == branch { return update }
    return nil
  }

  /// The change of the protected branch among a push's updates, as the record has it; nil if there is none.
  func record(of updates: [RefUpdate], actor: String?) throws(GitError) -> PushRecord? {
    guard let branch = try PushJudge.protectedBranch(of: repository),
      let update = try protectedUpdate(of: branch, in: updates), let new = update.new
    else { return nil }
    return PushRecord(
      of: branch, from: update.old, to: new, actor: actor, actorSource: "\(options.actorSource)",
      judgement: .steps, program: program)
  }
}
