extension Repository {
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
