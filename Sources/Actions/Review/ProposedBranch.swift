import Diagnostics
package import Git
import GitObjects
import Manifests
import RegistryStore
package import Rules

/// A branch that somebody wants merged into the protected one.
package struct ProposedBranch {
  package let name: RefName
  package let head: Commit
  /// The protected branch's tip.
  package let base: Commit
  /// Where it left the protected branch.
  package let start: ObjectID
  /// What it has and the protected branch lacks, oldest first.
  package let commits: [Commit]

  /// More are not read: they are what a clone is for.
  package static let commitsAtMost = 1_000

  /// - Returns: nil for a branch that has nothing in common with the protected one.
  package init?(_ name: RefName, at head: ObjectID, onto base: Commit, in repository: Repository) throws {
    guard let start = try repository.mergeBase(base.id, head) else { return nil }
    self.name = name
    self.head = try repository.commit(head)
    self.base = base
    self.start = start
    commits = try repository.newCommits(from: base.id, to: head).suffix(Self.commitsAtMost).reversed().map {
      try repository.commit($0)
    }
  }

  /// As people call it.
  package var shownName: String { EscapedText.line(name.branch ?? "\(name)") }

  /// True if the protected branch has all of it.
  package var isMerged: Bool { start == head.id }

  /// True if the protected branch has gone on since it left.
  package var isBehind: Bool { start != base.id }

  /// The first line of its first commit's message.
  package var title: String {
    EscapedText.line(String((commits.first ?? head).message.prefix { $0 != "\n" }))
  }

  /// The member who made its first commit; nil if nobody has that e-mail address.
  package func author(in snapshot: any Snapshot) throws -> String? {
    try Rights.memberName((commits.first ?? head).author.email, in: snapshot)
  }

  /// The files that it changes, since it left.
  package func changes(in repository: Repository) throws -> [TreeChange] {
    try repository.changes(from: repository.commit(start).tree, to: head.tree)
  }
}
