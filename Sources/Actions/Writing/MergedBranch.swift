package import Git

/// A branch that a commit merges into the one that it lands on.
package struct MergedBranch: Sendable {
  let head: ObjectID
  let base: ObjectID

  /// - Parameters:
  ///   - head: the branch's commit.
  ///   - base: the tip that it was judged on: on another one the merge would be another change.
  package init(_ head: ObjectID, into base: ObjectID) {
    self.head = head
    self.base = base
  }

  /// The tree that git makes of both.
  ///
  /// - Throws: ``ActionFailure`` if the tip has moved, or git cannot merge.
  func tree(on tip: Commit?, in repository: Repository) throws -> ObjectID {
    guard let tip, tip.id == base else {
      throw ActionFailure(
        .conflict, "the branch has moved on since this was judged",
        help: "look at what merging means now, and merge again"
      )
    }
    let merged = try repository.merge(repository.commit(head), into: tip)
    guard merged.conflicts.isEmpty else {
      let names = merged.conflicts.map { "'\($0)'" }.joined(separator: ", ")
      throw ActionFailure(
        .conflict, "git cannot merge: \(names) conflict", help: "merge in a clone, and push the branch again")
    }
    return merged.tree
  }
}
