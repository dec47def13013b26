package import Git
package import Rules

extension Change {
  /// The change between two snapshots of one repository.
  ///
  /// - Parameter before: nil for a first commit; then the whole of `after` is new, and is a transition all the same.
  package convenience init(
    from before: CommitSnapshot?, to after: CommitSnapshot, within budget: TreeDiffBudget = TreeDiffBudget()
  ) throws(GitError) {
    let entries = try after.repository.changes(from: before?.tree, to: after.tree, within: budget)
    try self.init(from: before, to: after, entries: entries, isTransition: true)
  }

  /// A snapshot judged alone.
  package convenience init(whole snapshot: CommitSnapshot) throws(GitError) {
    let entries = try snapshot.repository.changes(from: nil, to: snapshot.tree)
    try self.init(from: nil, to: snapshot, entries: entries, isTransition: false)
  }
}
