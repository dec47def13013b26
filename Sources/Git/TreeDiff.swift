/// A file that differs between two trees: added, removed or changed.
package struct TreeChange: Hashable, Sendable {
  package let path: RepositoryPath
  package let before: TreeEntry?
  package let after: TreeEntry?

  package init(path: RepositoryPath, before: TreeEntry?, after: TreeEntry?) {
    self.path = path
    self.before = before
    self.after = after
  }
}

extension Repository {
  /// The files that differ between two trees, in git's order.
  ///
  /// Folders with equal ids are never opened, so the cost follows the change. libgit2's `git_diff_tree_to_tree` walks every
  /// file (36 ms at 100,000 files, 357 ms at a million); this takes 0.4 to 0.7 ms at either size.
  ///
  /// - Parameters: trees by id; nil stands for the empty tree.
  /// - Throws: ``GitError`` with reason `tooLarge` where there is more than the limits allow; sizes come from objects' headers.
  package func changes(
    from before: ObjectID?, to after: ObjectID?, limits: TreeDiffLimits = .none
  ) throws(GitError) -> [TreeChange] {
    var walk = Walk(limits: limits)
    try compare(before, after, at: nil, into: &walk)
    return walk.changes
  }

  /// The files that differ at one path and below, given what stands there in either tree.
  package func changes(
    at path: RepositoryPath, from before: TreeEntry?, to after: TreeEntry?
  ) throws(GitError) -> [TreeChange] {
    var walk = Walk(limits: .none)
    try record(before, after, in: path.parent, into: &walk)
    return walk.changes
  }

  /// Every file of a tree's entry, as if new: the file itself, or all below the folder.
  ///
  /// - Parameter folder: where the entry lies; nil at the top.
  package func files(of entry: TreeEntry, in folder: RepositoryPath?) throws(GitError) -> [TreeChange] {
    var walk = Walk(limits: .none)
    try record(nil, entry, in: folder, into: &walk)
    return walk.changes
  }

  /// Every file below a folder, as if new.
  package func files(below folder: RepositoryPath, _ tree: ObjectID) throws(GitError) -> [TreeChange] {
    var walk = Walk(limits: .none)
    try compare(nil, tree, at: folder, into: &walk)
    return walk.changes
  }

  /// A tree whose entries are as git writes them.
  package func wellFormedTree(_ id: ObjectID) throws(GitError) -> Tree {
    let tree = try tree(id)
    guard tree.isWellFormed else {
      throw GitError(
        operation: "read tree \(id)", reason: .other(0), detail: "its entries are malformed or out of order")
    }
    return tree
  }

  private struct Walk {
    let limits: TreeDiffLimits
    var changes: [TreeChange] = []
    private var visited = 0
    private var readSize = 0

    init(limits: TreeDiffLimits) { self.limits = limits }

    /// Counts a file or folder that differs.
    mutating func visit() throws(GitError) {
      visited += 1
      if visited > limits.changedFiles { throw Self.excess(.changedFiles) }
    }

    /// Counts the bytes of a file that is new or changed.
    mutating func count(_ size: Int, of path: RepositoryPath) throws(GitError) {
      if size > limits.fileSizeInBytes { throw Self.excess(.file(path, sizeInBytes: size)) }
      guard size <= limits.readFileSizeInBytes else { return }
      readSize += size
      if readSize > limits.readSizeInBytes { throw Self.excess(.readSize(readSize)) }
    }

    static func excess(_ excess: TreeDiffLimits.Excess) -> GitError {
      GitError(operation: "compare trees", reason: .tooLarge(excess), detail: "more than the limits allow")
    }
  }

  /// A folder whose path is longer is told as one change and not opened: nobody can check such a path out, and a pack of a
  /// few kilobytes can nest folders without end.
  private static let descentLimitInBytes = 4096

  private func compare(
    _ before: ObjectID?, _ after: ObjectID?, at folder: RepositoryPath?, into walk: inout Walk
  ) throws(GitError) {
    guard before != after else { return }
    if let after, walk.limits.folderSizeInBytes != .max {
      let size = try header(of: after).sizeInBytes
      if size > walk.limits.folderSizeInBytes { throw Walk.excess(.folder(folder, sizeInBytes: size)) }
    }
    let old = try before.map { id throws(GitError) in try tree(id) } ?? .empty
    let new = try after.map { id throws(GitError) in try wellFormedTree(id) } ?? .empty
    for difference in Tree.differences(old, new) {
      try record(difference.before, difference.after, in: folder, into: &walk)
    }
  }

  private func record(
    _ before: TreeEntry?, _ after: TreeEntry?, in folder: RepositoryPath?, into walk: inout Walk
  ) throws(GitError) {
    guard before?.id != after?.id || before?.mode != after?.mode, let name = before?.name ?? after?.name else { return }
    try walk.visit()
    let path = folder?.appending(name) ?? RepositoryPath(unchecked: Array(name))
    // git never writes an empty folder, and what is in none of the files would be seen by nobody.
    let isEmptyFolder = after?.mode.isFolder == true && after?.id == Tree.emptyID
    if isEmptyFolder { walk.changes.append(TreeChange(path: path, before: nil, after: after)) }
    if (before ?? after)?.mode.isFolder == true, path.bytes.count <= Self.descentLimitInBytes {
      try compare(before?.id, after?.id, at: path, into: &walk)
    } else {
      if let after, walk.limits.fileSizeInBytes != .max, !after.mode.isFolder, after.mode != .submodule {
        try walk.count(header(of: after.id).sizeInBytes, of: path)
      }
      walk.changes.append(TreeChange(path: path, before: before, after: after))
    }
  }
}
