package import Git
import Manifests
package import Rules

/// The signatures of the commits that a branch gains, read when a rule asks and then remembered.
package final class NewCommits: SignatureFacts {
  private let repository: Repository
  private let (old, new): (ObjectID?, ObjectID)
  private let signer: CommitSigner
  private let members: any Snapshot
  private var known: [SignedCommit]?
  package let namesActor: Bool
  private let hasTip: Bool

  /// - Parameters:
  ///   - old: the commit before the change; nil on a first push.
  ///   - before: the snapshot before the change; nil on a first push. Whose keys count, ``Change/authority(_:_:)`` says.
  ///   - hasTip: false if a merge that nobody made yet will be the new tip.
  ///   - namesActor: true if who signed the new tip acts.
  package init(
    in repository: Repository, from old: ObjectID?, to new: ObjectID, before: (any Snapshot)?, after: any Snapshot,
    hasTip: Bool = true, namesActor: Bool = false
  ) {
    self.repository = repository
    self.old = old
    self.new = new
    self.hasTip = hasTip
    members = Change.authority(before, after)
    self.namesActor = namesActor
    signer = CommitSigner(repository: repository, members: members)
  }

  package var base: ObjectID? { old }

  package func areRequired() throws(GitError) -> Bool {
    try members.organization()?.value?.effectiveSignatures == .required
  }

  package func commits() throws(GitError) -> [SignedCommit] {
    if let known { return known }
    var commits: [SignedCommit] = []
    for id in try repository.newCommits(from: old, to: new) {
      commits.append(SignedCommit(id: id, signature: try signer.signature(of: id)))
    }
    known = commits
    return commits
  }

  package func tip() throws(GitError) -> SignedCommit? {
    guard hasTip else { return nil }
    if let tip = known?.first(where: { $0.id == new }) { return tip }
    return SignedCommit(id: new, signature: try signer.signature(of: new))
  }

  /// The member who signed the new tip; nil if nobody did.
  package func actor() throws(GitError) -> String? { try tip()?.signature.member }
}
