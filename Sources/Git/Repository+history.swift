extension Repository {
  /// The commits of a branch along its first parents, latest first, as long as `body` says so.
  package func walkFirstParents(from start: ObjectID, _ body: (Commit) throws -> Bool) throws {
    var next: ObjectID? = start
    while let id = next {
      let commit = try commit(id)
      guard try body(commit) else { return }
      next = commit.parents.first
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
