extension Repository {
  /// The commits that a branch passes through on its way from one commit to another, oldest first: those after `old` on the first
  /// parents of `new`, that one included.
  ///
  ///     old ── a ── M ── new        [a, M, new]; what M merged is not among them
  ///                 │
  ///     … ── x ── y ┘
  ///
  /// - Parameter old: nil for the whole chain.
  /// - Returns: nil where `old` does not lie on that chain.
  package func firstParents(from old: ObjectID?, to new: ObjectID) throws(GitError) -> [Commit]? {
    var chain: [Commit] = []
    var gained: Set<ObjectID>?
    var next: Commit? = old == new ? nil : try commit(new)
    while let commit = next {
      chain.append(commit)
      guard let parent = commit.parents.first else { return old == nil ? chain.reversed() : nil }
      if parent == old { return chain.reversed() }
      // Behind what the branch gains lies foreign history, which may be as long as the whole repository's.
      if let old, chain.count == Self.commitsBeforeWalk { gained = Set(try newCommits(from: old, to: new)) }
      if let gained, !gained.contains(parent) { return nil }
      next = try firstParent(of: commit)
    }
    return old == new || old == nil ? chain.reversed() : nil
  }

  /// Most pushes are a few commits; to read these costs less than to ask which commits are new.
  private static let commitsBeforeWalk = 256
}
