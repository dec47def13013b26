package import GitObjects

/// A merge that is proposed: what keeps git from making it by itself, and what could not land without it.
package struct Merge: Hashable, Sendable {
  /// The branch to merge into, and what is to be merged, as people named them.
  package let base: String
  package let head: String
  package let conflicts: [Conflict]
  /// The first commit to be merged that could not land by itself; nil for none.
  package let refused: RefusedCommit?

  package struct Conflict: Hashable, Sendable {
    package let path: RepositoryPath
    /// True for a file that is on both sides and was not there where they parted.
    package let isAddedByBoth: Bool

    package init(path: RepositoryPath, isAddedByBoth: Bool) {
      self.path = path
      self.isAddedByBoth = isAddedByBoth
    }
  }

  package init(base: String, head: String, conflicts: [Conflict] = [], refused: RefusedCommit? = nil) {
    self.base = base
    self.head = head
    self.conflicts = conflicts
    self.refused = refused
  }
}
