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

extension ProposedMerge {
  /// The signatures of the commits that the merge brings in; nil where git cannot merge.
  func signatures(in scope: RevisionScope) -> NewCommits? {
    change.map { scope.newCommits(of: $0, from: base.id, to: head.id, hasTip: false) }
  }
}
