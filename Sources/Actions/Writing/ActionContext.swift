package import Manifests
package import RegistryStore
import Rules

/// What an action finds: the snapshot that it changes, who acts and when, and the content that comes with it.
package struct ActionContext {
  package let snapshot: CommitSnapshot
  package let author: Authorship
  let intake: ContentIntake

  init(_ snapshot: CommitSnapshot, _ author: Authorship, _ intake: ContentIntake) {
    self.snapshot = snapshot
    self.author = author
    self.intake = intake
  }

  /// Without content, for a look at what an action would do.
  package init(_ snapshot: CommitSnapshot, _ author: Authorship) {
    self.init(snapshot, author, ContentIntake(into: snapshot.repository))
  }

  package var find: RegistryLookup { RegistryLookup(snapshot) }

  /// The name of the member who acts; nil where the actor is no member.
  package func member() throws -> String? {
    try author.actor.claim.flatMap { try Rights.memberName($0, in: snapshot) }
  }

  /// Writes the blobs of artifacts into the tree, where they are not there yet.
  package func writeBlobs(of artifacts: [Artifact], to edit: inout Edit) throws {
    try intake.writeBlobs(of: artifacts, to: &edit, snapshot)
  }
}
