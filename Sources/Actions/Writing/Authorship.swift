package import Git
package import Rules

/// Who makes a commit: whom it names, who acts by the rules, how that is known, and when.
package struct Authorship: Sendable {
  package let signature: Signature
  package let actor: Actor
  /// How the actor was known, for the record of a server's repository: `token`, `session`, `oidc`. Nil for a claim, as git's
  /// configuration makes one: that is not recorded.
  package let source: String?
  /// In seconds since 1970.
  package let time: Int64

  /// Whom a commit names.
  package enum Signature: Sendable {
    /// The author and committer that git is configured with, signed where `commit.gpgsign` says so: a person in a clone.
    case configured
    /// Others than git knows, unsigned: a member by the hand of a server.
    case named(author: Identity, committer: Identity)
  }

  /// A person in a clone.
  ///
  /// - Parameter claim: the member's name or e-mail address.
  package init(local claim: String, at time: Int64) {
    self.init(signature: .configured, actor: .local(claim), source: nil, time: time)
  }

  package init(signature: Signature, actor: Actor, source: String?, time: Int64) {
    self.signature = signature
    self.actor = actor
    self.source = source
    self.time = time
  }

  /// Stages a commit. It is in the object store once the staged objects are written.
  func stage(
    tree: ObjectID, parents: [ObjectID], message: String, in repository: Repository
  ) throws(GitError) -> ObjectID {
    switch signature {
    case .configured: try repository.stageCommit(tree: tree, parents: parents, message: message)
    case .named(let author, let committer):
      try repository.stageCommit(tree: tree, parents: parents, author: author, committer: committer, message: message)
    }
  }

  /// How a server's record says that an actor is nothing but a claim, where one is recorded all the same.
  static let unvouched = "local"

  /// False for a commit that nobody signs.
  var canSign: Bool { if case .configured = signature { true } else { false } }
}
