/// The work tree and index of a repository, moved along with HEAD's branch.
///
/// git does the work, so that sparse checkouts, filters and split indexes behave as they always do. Only the changed paths
/// are touched, and a file with local edits is never overwritten.
package struct Checkout {
  private let repository: Repository

  /// Nil for a bare repository, which has no work tree.
  package init?(of repository: Repository) {
    guard repository.workTree != nil else { return nil }
    self.repository = repository
  }

  /// Refreshes the index and tells whether ``follow(from:to:)`` would succeed.
  ///
  /// - Throws: ``GitError`` with git's list of the files whose local edits stand in the way.
  package func requireClean(from old: ObjectID?, to new: ObjectID) throws(GitError) {
    _ = try repository.git("update-index", "-q", "--refresh")
    try readTree(from: old, to: new, "-n")
  }

  /// Brings index and work tree from one tree to the other.
  package func follow(from old: ObjectID?, to new: ObjectID) throws(GitError) {
    try readTree(from: old, to: new)
  }

  private func readTree(from old: ObjectID?, to new: ObjectID, _ options: String...) throws(GitError) {
    let arguments = ["-C", repository.workTree ?? ".", "read-tree", "-m", "-u"]
    try Repository.runGit(arguments + options + ["\(old ?? Tree.emptyID)", "\(new)"]).requireSuccess()
  }
}
