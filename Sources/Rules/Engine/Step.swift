package import GitObjects

/// One commit that the protected branch gains on its first parents: a snapshot that history shows from then on, judged as a change of
/// its own.
package struct Step: Hashable, Sendable {
  package let commit: ObjectID
  /// When its committer says it was made, as all times here in seconds since 1970.
  package let committedAt: Int64
  /// The same of its first parent; nil for a commit without one.
  package let parentCommittedAt: Int64?
  /// The time of the clock of whoever lets it in.
  package let judgedAt: Int64

  package init(commit: Commit, after parent: Commit?, judgedAt: Int64) {
    self.commit = commit.id
    committedAt = commit.committer.secondsSince1970
    parentCommittedAt = parent?.committer.secondsSince1970
    self.judgedAt = judgedAt
  }

  /// Why the date cannot be true, in a phrase; nil if it may be.
  package var misdating: String? {
    if committedAt > judgedAt + Self.tolerance { return "ahead of the server's clock" }
    guard let parentCommittedAt, parentCommittedAt > committedAt else { return nil }
    return parentCommittedAt - Self.tolerance > committedAt ? "before its parent" : nil
  }

  /// A day: clocks and time zones are set wrong by hours.
  private static let tolerance: Int64 = 24 * 60 * 60

  package init(commit: ObjectID, committedAt: Int64, parentCommittedAt: Int64?, judgedAt: Int64) {
    self.commit = commit
    self.committedAt = committedAt
    self.parentCommittedAt = parentCommittedAt
    self.judgedAt = judgedAt
  }
}
