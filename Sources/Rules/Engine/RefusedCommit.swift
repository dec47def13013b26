package import GitObjects

/// A commit of a branch that could not land by itself.
package struct RefusedCommit: Hashable, Sendable {
  package let commit: ObjectID
  /// The rule that refuses it, with its message.
  package let rule: String
  package let message: String
  /// The commit before it, of the same branch, that last changed the same file.
  package let cause: ObjectID?

  package init(commit: ObjectID, rule: String, message: String, cause: ObjectID?) {
    self.commit = commit
    self.rule = rule
    self.message = message
    self.cause = cause
  }
}
