import Diagnostics
import Git
import RegistryStore
import Rules

/// What one push makes of the protected branch, to be judged with what is known about the push.
struct ProtectedChange {
  private let repository: Repository
  private let parent: Commit?
  private let tip: Commit?
  private let steps: [Commit]
  /// Nil if there was no registry yet: what is pushed then is a first push.
  private let before: CommitSnapshot?
  let after: CommitSnapshot

  /// - Parameters:
  ///   - steps: the commits on the new one's first parents, oldest first; nil if they are not to be judged one by one, or do not
  ///     lead to the old one: what the change comes to is then judged as one.
  ///   - known: the snapshot of `old`, if it has been read.
  init(
    in repository: Repository, from old: ObjectID?, to new: Commit?, steps: [Commit]?, known: CommitSnapshot? = nil
  ) throws(GitError) {
    self.repository = repository
    parent = try old.map { id throws(GitError) in try repository.commit(id) }
    tip = new ?? parent
    self.steps = steps ?? []
    after = CommitSnapshot(repository, tree: tip?.tree ?? Tree.emptyID)
    let published = parent.map { known?.tree == $0.tree ? known : CommitSnapshot(repository, tree: $0.tree) } ?? nil
    before = try CommitSnapshot.founded(published)
  }

  /// True if neither side has an organization.
  var isOutsideRegistry: Bool {
    get throws(GitError) {
      guard before == nil else { return false }
      return try CommitSnapshot.founded(after) == nil
    }
  }

  /// The signatures of all new commits.
  func signatures(namesActor: Bool = false) -> NewCommits? {
    tip.map {
      NewCommits(in: repository, from: parent?.id, to: $0.id, before: before, after: after, namesActor: namesActor)
    }
  }

  /// - Parameter now: the clock of whoever lets it in, in seconds since 1970.
  func judge(_ facts: Facts, limits: TreeDiffLimits = .none, now: Int64) throws(GitError) -> Report {
    guard !steps.isEmpty else {
      return try Judge.judge(Change(from: before, to: after, within: TreeDiffBudget(limits)), facts)
    }
    return try StepJudge(repository: repository, limits: limits, now: now).judge(
      steps, after: parent, from: before, to: after, facts)
  }
}
