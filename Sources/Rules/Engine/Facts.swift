package import GitObjects
package import Manifests

/// What a rule needs to know and no snapshot holds. The caller supplies it, and a rule that lacks its fact says so.
package struct Facts {
  package var actor: Actor
  /// Nil if the caller cannot see the content that pointers name.
  package var content: (any ContentFacts)?
  /// Nil outside a hook.
  package var push: Push?
  /// Nil if nothing is to be merged, or git merges it.
  package var merge: Merge?
  /// The commit that makes the change; nil if it is not said to land as it is.
  package var step: Step?
  /// Nil if there are no commits yet: what is staged, or about to be committed.
  package var signatures: (any SignatureFacts)?
  /// Who must be an admin of a first push's organization; nil for no such demand.
  package var firstAdmin: String?

  package init(
    actor: Actor, content: (any ContentFacts)? = nil, push: Push? = nil, merge: Merge? = nil,
    step: Step? = nil, signatures: (any SignatureFacts)? = nil,
    firstAdmin: String? = nil
  ) {
    self.actor = actor
    self.content = content
    self.push = push
    self.merge = merge
    self.step = step
    self.signatures = signatures
    self.firstAdmin = firstAdmin
  }
}

/// Who makes a change.
package enum Actor: Hashable, Sendable {
  /// The host knows who it is: the text is a member's name or e-mail address. Nil if the host named nobody.
  case authenticated(String?)
  /// Git's configuration claims it: a missing role is a warning, since somebody else may push.
  case local(String)
  /// It is not known who it is.
  case unknown

  package var claim: String? {
    switch self {
    case .authenticated(let name): name
    case .local(let name): name
    case .unknown: nil
    }
  }

  package var isAdvisory: Bool { if case .local = self { true } else { false } }
}

/// What the caller knows of the bytes behind blobs.
package protocol ContentFacts: AnyObject {
  /// False if content may be missing here and all right elsewhere, as in a clone.
  var knowsStore: Bool { get }

  /// The size of a blob's content in the LFS store; nil if the store lacks it.
  func storedSizeInBytes(of digest: Digest) throws(GitError) -> Int64?

  /// The SHA-256 of a git blob's bytes.
  func digest(ofGitBlob blob: ObjectID) throws(GitError) -> Digest
}
