import Enforcement
import Git
import RegistryStore
import Rules

extension RevisionScope {
  /// The signatures of the commits that a change is made of, by the members of the snapshot before it.
  ///
  /// - Parameter hasTip: false where a merge that nobody made yet will be the newest commit.
  func newCommits(of change: Change, from old: ObjectID, to new: ObjectID, hasTip: Bool = true) -> NewCommits {
    NewCommits(in: repository, from: old, to: new, members: change.before ?? change.after, hasTip: hasTip)
  }
}

extension RevisionScope {
  /// Facts with those of the branch's own commits, each of which might land by itself.
  func facts(_ facts: Facts, ofBranch head: ObjectID, into base: ObjectID) -> Facts {
    var (whole, alone) = (facts, facts)
    // Who signed is asked once, of all of them.
    alone.signatures = nil
    whole.branch = BranchSteps(in: repository, from: base, to: head, facts: alone) { tree throws(GitError) in
      try registry(in: tree)
    }
    return whole
  }
}

extension ProposedMerge {
  /// The signatures of the commits that the merge brings in; nil where git cannot merge.
  func signatures(in scope: RevisionScope) -> NewCommits? {
    change.map { scope.newCommits(of: $0, from: base.id, to: head.id, hasTip: false) }
  }
}
