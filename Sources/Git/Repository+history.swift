extension Repository {
  /// Of how many commits git's commit-graph tells which paths they changed.
  package var commitsWithChangedPaths: Int { CommitGraph(of: self)?.countWithFilters ?? 0 }

  /// The commits of a branch along its first parents, latest first, as long as `body` says so.
  package func walkFirstParents(from start: ObjectID, _ body: (Commit) throws -> Bool) throws {
    var next: Commit? = try commit(start)
    while let commit = next {
      guard try body(commit) else { return }
      next = try firstParent(of: commit)
    }
  }

  /// The commit that a branch was at before; nil for the first one, and where a shallow clone cuts history off.
  package func firstParent(of commit: Commit) throws(GitError) -> Commit? {
    guard let parent = commit.parents.first else { return nil }
    do {
      return try self.commit(parent)
    } catch {
      guard error.reason == .notFound, isShallow else { throw error }
      return nil
    }
  }

  /// The latest commit along the first parents that was committed at or before a time; nil where all came later.
  package func commit(at secondsSince1970: Int64, from start: ObjectID) throws -> Commit? {
    var found: Commit?
    var start = start
    if let graph = CommitGraph(of: self) {
      guard case .commit(let id) = graph.stop(from: start, at: nil, notAfter: secondsSince1970) else { return nil }
      start = id
    }
    try walkFirstParents(from: start) { commit in
      guard commit.committer.secondsSince1970 > secondsSince1970 else {
        found = commit
        return false
      }
      return true
    }
    return found
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

  /// The first commit from `start` on, that one included, that may have changed a path; nil where there is none left, or
  /// none that was committed since `oldest`.
  package func first(from start: ObjectID, since oldest: Int64?) -> ObjectID? {
    guard let graph, case let stop = graph.stop(from: start, at: keys, notBefore: oldest ?? .min) else { return start }
    if case .commit(let id) = stop { return id }
    return nil
  }
}
