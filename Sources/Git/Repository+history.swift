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
      guard commit.committedAt > secondsSince1970 else {
        found = commit
        return false
      }
      return true
    }
    return found
  }
}

extension Commit {
  /// The committer's date, in seconds since 1970.
  package var committedAt: Int64 { Self.seconds(of: committer) }

  /// `Name <mail> <seconds> <zone>`
  private static func seconds(of identity: String) -> Int64 {
    let parts = identity.split(separator: " ").suffix(2)
    return parts.first.flatMap { Int64($0) } ?? 0
  }
}
