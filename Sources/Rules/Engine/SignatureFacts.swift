package import GitObjects

/// What the caller knows of the signatures of the commits that a change is made of.
package protocol SignatureFacts: AnyObject {
  /// True if the signer of the new tip is the actor.
  var namesActor: Bool { get }

  /// True if the snapshot whose members' keys count demands that every new commit is signed.
  func areRequired() throws(GitError) -> Bool

  /// The commit before the change; nil if there was none.
  var base: ObjectID? { get }

  /// The commits that are new, the tip first. Their signers are members of the snapshot that
  /// ``Change/authority(_:_:)`` names.
  func commits() throws(GitError) -> [SignedCommit]

  /// The new tip; nil if it is not made yet, as in a merge that is only proposed.
  func tip() throws(GitError) -> SignedCommit?
}

/// A commit and what its signature says.
package struct SignedCommit: Hashable, Sendable {
  package let id: ObjectID
  package let signature: CommitSignature

  package init(id: ObjectID, signature: CommitSignature) {
    self.id = id
    self.signature = signature
  }
}

/// What a commit's signature says: which member signed it, or why nobody did.
///
/// Keys are named as their tools print them: `SHA256:…` by ssh-keygen, 40 digits by gpg.
package enum CommitSignature: Hashable, Sendable {
  case none
  /// Good, by a key of the member of this name.
  case member(String, key: String)
  /// By a key that no member has.
  ///
  /// - Parameter identity: `SigningKey.identity`; empty if it is not known.
  case unknownKey(String, identity: [UInt8])
  /// Counts for nothing, for a reason that follows "the signature"; with the key, if it is known.
  case invalid(String, key: String?)

  /// Who signed; nil for nobody.
  package var member: String? { if case .member(let name, _) = self { name } else { nil } }
}
