/// What merging one commit into another makes.
package struct MergedTree: Hashable, Sendable {
  /// With conflict markers in files that conflict.
  package let tree: ObjectID
  package let conflicts: [RepositoryPath]
}

extension Repository {
  /// The tree that a merge would produce, computed by git itself without a work tree or an index; the tree's objects are
  /// written, no reference moves.
  ///
  /// - Throws: ``GitError`` where git is older than 2.38, or the histories have nothing in common.
  ///
  /// Source: git-merge-tree(1), `--write-tree`.
  package func merge(_ head: Commit, into base: Commit) throws(GitError) -> MergedTree {
    // A fast-forward needs no merge.
    if try mergeBase(base.id, head.id) == base.id { return MergedTree(tree: head.tree, conflicts: []) }
    let result = try git("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", "\(base.id)", "\(head.id)")
    if result.status > 1 { try result.requireSuccess() }
    let fields = result.output.split(separator: 0)
    guard let first = fields.first, let tree = ObjectID(hex: String(decoding: first, as: UTF8.self)) else {
      throw GitError(operation: result.command, reason: .other(result.status), detail: "it names no tree")
    }
    return MergedTree(tree: tree, conflicts: fields.dropFirst().compactMap { RepositoryPath(bytes: $0) })
  }
}
