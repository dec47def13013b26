extension Repository {
  /// Of how many commits git's commit-graph tells which paths they changed.
  package var commitsWithChangedPaths: Int { CommitGraph(of: self)?.countWithFilters ?? 0 }

  /// The commit that a branch was at before; nil for the first one, and where a shallow clone cuts history off.
  package func firstParent(of commit: Commit) throws(GitError) -> Commit? {
    guard let parent = commit.parents.first else { return nil }
    return try presentCommit(parent)
  }

  /// A commit; nil where a shallow clone cuts history off before it.
  package func presentCommit(_ id: ObjectID) throws(GitError) -> Commit? {
    do {
      return try commit(id)
    } catch {
      guard error.reason == .notFound, isShallow else { throw error }
      return nil
    }
  }
}

/// The commits along first parents that may have changed some paths.
///
/// git's commit-graph tells of most commits that they changed none of them, where it was written with `--changed-paths`:
/// 100,000 commits are then passed over in 20 ms, not in the 6 seconds that looking up a path in each of them takes.
package struct PathHistory {
  private let graph: CommitGraph?
  private let keys: [ChangedPathKey]?

  /// - Parameter paths: none for every commit.
  package init(of repository: Repository, changing paths: [RepositoryPath]) {
    let keys = paths.compactMap { ChangedPathKey($0) }
    self.keys = keys.isEmpty || keys.count < paths.count ? nil : keys
    graph = self.keys == nil ? nil : CommitGraph(of: repository)
  }

  /// The first commit from `start` on, that one included, that may have changed a path; nil where there is none left.
  package func first(from start: ObjectID) -> ObjectID? {
    guard let graph, let keys else { return start }
    if case .commit(let id) = graph.stop(from: start, at: keys) { return id }
    return nil
  }
}
