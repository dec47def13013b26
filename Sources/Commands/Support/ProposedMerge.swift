import Git
import RegistryStore
import Rules

/// What merging one revision into another would change: the tree that git makes of both, against the one that is there.
struct ProposedMerge {
  let base: Commit
  let head: Commit
  /// Nil where git cannot merge.
  let change: Change?
  /// Nil where git merges.
  let conflict: Merge?

  /// - Parameters: revisions as people name them.
  init(of head: String, into base: String, _ scope: RevisionScope) throws {
    let (ours, theirs, start) = try (scope.commit(head), scope.commit(base), scope.mergeBase(base, head))
    let merged = try scope.repository.merge(ours, into: theirs)
    let conflicts = try merged.conflicts.map { path in
      let entries = try [theirs, ours, start].map { try scope.repository.entry(at: path, in: $0.tree) }
      return Merge.Conflict(path: path, isAddedByBoth: entries[0] != nil && entries[1] != nil && entries[2] == nil)
    }
    self.head = ours
    self.base = theirs
    conflict = conflicts.isEmpty ? nil : Merge(base: base, head: head, conflicts: conflicts)
    change = conflicts.isEmpty ? try scope.change(from: theirs.tree, to: merged.tree) : nil
  }
}
