package import Git

/// What a branch gained since it was at a commit.
package struct BranchGain {
  package let commit: Commit
  /// On its first parents, and not on those of what the branch was before.
  package let ids: Set<ObjectID>
  /// True if what the branch was before is no longer on it.
  package let isRewritten: Bool

  /// - Parameters:
  ///   - old: what the branch was.
  ///   - commit: what it is.
  package init(from old: ObjectID, to commit: Commit, in repository: Repository) throws(GitError) {
    self.commit = commit
    if let new = try repository.firstParents(from: old, to: commit.id) {
      (ids, isRewritten) = (Set(new.map(\.id)), false)
      return
    }
    let known = repository.contains(old) ? Set(try FirstParentChain(of: repository, to: old).ids) : []
    ids = Set(try FirstParentChain(of: repository, to: commit.id).ids.prefix { !known.contains($0) })
    isRewritten = true
  }
}
