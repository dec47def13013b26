import Diagnostics
package import Git
package import RegistryStore
package import Rules

/// The commits of a branch that is proposed for merging, judged one by one as they would be if it landed by rebase or fast-forward.
package struct BranchSteps {
  private let repository: Repository
  private let (base, head): (ObjectID, ObjectID)
  private let facts: Facts
  private let snapshot: (ObjectID) throws(GitError) -> CommitSnapshot?

  /// - Parameters:
  ///   - base: the commit to merge into, and `head` what is to be merged.
  ///   - facts: who acts and what is known.
  ///   - snapshot: the registry in a commit's tree; nil if there is none.
  package init(
    in repository: Repository, from base: ObjectID, to head: ObjectID, facts: Facts,
    snapshot: @escaping (ObjectID) throws(GitError) -> CommitSnapshot?
  ) {
    self.repository = repository
    self.base = base
    self.head = head
    self.facts = facts
    self.snapshot = snapshot
  }

  /// The first commit on the branch's first parents that the rules would refuse by itself; nil if all could land one by one.
  package func firstRefused() throws(GitError) -> RefusedCommit? {
    let (steps, parent) = try steps()
    // One commit is what is judged as a whole.
    guard steps.count > 1 else { return nil }
    var before = try parent.flatMap { commit throws(GitError) in try registry(commit) }
    var changes: [(commit: ObjectID, change: Change)] = []
    for commit in steps {
      guard let after = try registry(commit) else { continue }
      if after.tree == before?.tree { continue }
      let change = try Change(from: before, to: after)
      let report = try Judge.judge(change, facts)
      if let error = report.diagnostics.first(where: { $0.severity == .error }) {
        let path = error.finding.location.path
        let cause = changes.last { $0.change.entries.contains { "\($0.path)" == path } }
        return RefusedCommit(
          commit: commit.id, rule: error.rule, message: error.finding.message, cause: cause?.commit)
      }
      changes.append((commit.id, change))
      before = after
    }
    return nil
  }

  private func registry(_ commit: Commit) throws(GitError) -> CommitSnapshot? {
    try CommitSnapshot.founded(snapshot(commit.tree))
  }

  /// The commits on the head's first parents that the base lacks, oldest first, and the one before them.
  private func steps() throws(GitError) -> ([Commit], Commit?) {
    let tip = try repository.commit(head)
    if tip.parents.first == base { return ([tip], nil) }
    let gained = Set(try repository.newCommits(from: base, to: head))
    var steps: [Commit] = []
    var next: Commit? = tip
    while let commit = next, gained.contains(commit.id) {
      steps.append(commit)
      next = try repository.firstParent(of: commit)
    }
    return (steps.reversed(), next)
  }
}
