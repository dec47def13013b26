import Diagnostics
import Git
package import Manifests
package import RegistryStore
import Rules

/// Puts a tombstone with the reason in a blob's place. The content is deleted apart, once that is published.
package struct PurgeBlob: Action {
  package let digest: Digest
  /// One line. Everybody who reads the repository reads it.
  package let reason: String

  package init(_ digest: Digest, because reason: String) {
    self.digest = digest
    self.reason = reason
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let snapshot = context.snapshot
    // The content would be gone before anybody refuses the commit.
    let claim = context.author.actor.claim ?? ""
    guard try Rights(of: claim, in: snapshot).isOrganizationAdmin else {
      let admins = try Rights.organizationAdmins(in: snapshot).joined(separator: ", ")
      throw ActionFailure(
        .forbidden, "purging needs an organization admin, but '\(EscapedText.line(claim))' is not one",
        help: "ask one: \(admins)")
    }
    let mode = try context.find.organization().effectiveBlobs
    guard let path = RepositoryPath(digest.blobPath), let size = try snapshot.blobSize(of: digest, mode) else {
      throw ActionFailure(.notFound, "there is no blob \(digest)", help: "git registry show REF lists digests")
    }
    guard let tombstone = Tombstone(digest: digest, sizeInBytes: size, reason: reason) else {
      throw ActionFailure(
        .invalid, "the reason is not one line of at most \(Tombstone.reasonLimitInBytes) printable bytes",
        .giveReason)
    }
    try edit.write(tombstone.content, at: path)
    return ActionEffect("Purge \(digest)\n\n\(reason)")
  }
}
