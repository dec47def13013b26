extension Repository {
  /// The files that differ between two trees, in git's order.
  ///
  /// Folders with equal ids are never opened, so the cost follows the change. libgit2's `git_diff_tree_to_tree` walks every
  /// file (36 ms at 100,000 files, 357 ms at a million); this takes 0.4 to 0.7 ms at either size.
  ///
  /// - Parameters:
  ///   - before: a tree by id, as `after`; nil stands for the empty tree.
  ///   - budget: how much may be looked at.
  /// - Throws: ``GitError`` with reason `tooLarge` where there is more than the limits allow; sizes come from objects' headers.
  package func changes(
    from before: ObjectID?, to after: ObjectID?, within budget: TreeDiffBudget = TreeDiffBudget()
  ) throws(GitError) -> [TreeChange] {
    var walk = Walk(budget)
    try compare(before, after, at: nil, into: &walk)
    return walk.changes
  }

  /// The files that differ at one path and below, given what stands there in either tree.
  package func changes(
    at path: RepositoryPath, from before: TreeEntry?, to after: TreeEntry?
  ) throws(GitError) -> [TreeChange] {
    var walk = Walk()
    try record(before, after, in: path.parent, into: &walk)
    return walk.changes
  }

  /// Every file of a tree's entry, as if new: the file itself, or all below the folder.
  ///
  /// - Parameter folder: where the entry lies; nil at the top.
  package func files(of entry: TreeEntry, in folder: RepositoryPath?) throws(GitError) -> [TreeChange] {
    var walk = Walk()
    try record(nil, entry, in: folder, into: &walk)
    return walk.changes
  }

  /// Every file below a folder, as if new.
  package func files(below folder: RepositoryPath, _ tree: ObjectID) throws(GitError) -> [TreeChange] {
    var walk = Walk()
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
    let budget: TreeDiffBudget
    var changes: [TreeChange] = []

    init(_ budget: TreeDiffBudget = TreeDiffBudget()) { self.budget = budget }
  }

  /// A folder whose path is longer is told as one change and not opened: nobody can check such a path out, and a pack of a
  /// few kilobytes can nest folders without end.
  private static let descentLimitInBytes = 4096

  private func compare(
    _ before: ObjectID?, _ after: ObjectID?, at folder: RepositoryPath?, into walk: inout Walk
  ) throws(GitError) {
    guard before != after else { return }
    if let after, walk.budget.limits.folderSizeInBytes != .max {
      try walk.budget.checkFolder(folder, sizeInBytes: header(of: after).sizeInBytes)
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
    try walk.budget.visit()
    let path = folder?.appending(name) ?? RepositoryPath(unchecked: Array(name))
    // git never writes an empty folder, and what is in none of the files would be seen by nobody.
    let isEmptyFolder = after?.mode.isFolder == true && after?.id == Tree.emptyID
    if isEmptyFolder { walk.changes.append(TreeChange(path: path, before: nil, after: after)) }
    if (before ?? after)?.mode.isFolder == true, path.bytes.count <= Self.descentLimitInBytes {
      try compare(before?.id, after?.id, at: path, into: &walk)
    } else {
      if let after, walk.budget.limits.fileSizeInBytes != .max, !after.mode.isFolder, after.mode != .submodule {
        try walk.budget.count(header(of: after.id).sizeInBytes, of: path)
      }
      walk.changes.append(TreeChange(path: path, before: before, after: after))
    }
  }
}
