/// What is left of ``TreeDiffLimits`` over several comparisons: a push is bounded by what all of its steps cost together.
package final class TreeDiffBudget {
  package let limits: TreeDiffLimits
  private var visited = 0
  private var readSize = 0

  package init(_ limits: TreeDiffLimits = .none) { self.limits = limits }

  /// Counts a file or folder that differs.
  package func visit() throws(GitError) {
    visited += 1
    if visited > limits.changedFiles { throw Self.excess(.changedFiles) }
  }

  /// Counts the bytes of a file that is new or changed.
  package func count(_ size: Int, of path: RepositoryPath) throws(GitError) {
    if size > limits.fileSizeInBytes { throw Self.excess(.file(path, sizeInBytes: size)) }
    guard size <= limits.readFileSizeInBytes else { return }
    readSize += size
    if readSize > limits.readSizeInBytes { throw Self.excess(.readSize(readSize)) }
  }

  package func checkFolder(_ path: RepositoryPath?, sizeInBytes size: Int) throws(GitError) {
    if size > limits.folderSizeInBytes { throw Self.excess(.folder(path, sizeInBytes: size)) }
  }

  private static func excess(_ excess: TreeDiffLimits.Excess) -> GitError {
    GitError(operation: "compare trees", reason: .tooLarge(excess), detail: "more than the limits allow")
  }
}
