import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let blobChanged = Rule(
    "blob-changed", .transition,
    summary: "a blob that was changed or removed",
    explanation: """
      Blobs are only ever added: other versions may name them, and what was published stays. The only exception is git registry purge,
      which leaves a tombstone with the same digest and size at the blob's place; what was purged never comes back. A wrong size
      in a pointer may be corrected together with the manifests that name it, by an admin of their registries, as long as no
      content is there, or the content has the new size.
      """,
    example: """
      deleting blobs/sha256/ab/cd/abcd…
      """
  ) { change, facts, findings throws(GitError) in
    if let old = change.organization?.before?.value, let manifest = change.organization?.after,
      let new = manifest.value, try !change.makesOrganizationUnreadable(), old.effectiveBlobs != new.effectiveBlobs,
      let folder = RepositoryPath("blobs"),
      try change.before?.entry(at: folder) != nil
    {
      findings.add(
        "policy.blobs became \(new.effectiveBlobs.rawValue), but the repository already has blobs",
        at: manifest.location("policy", "blobs"), help: "put it back: a repository stores all its blobs in the same way"
      )
    }
    for (digest, size) in try change.mendedSizes() {
      guard let stored = try facts.content?.storedSizeInBytes(of: digest), stored != size.sizeInBytes else { continue }
      findings.add(
        "the size of a blob became \(size.sizeInBytes), but its content has \(stored) bytes",
        at: SourceLocation(path: digest.blobPath), help: "put it back: the size must match the content")
    }
    for entry in change.entries where entry.before != nil && entry.path.hasPrefix("blobs/") {
      if case .blob(let digest?) = LayoutPath(entry.path) {
        if try change.isTombstone(entry, of: digest) { continue }
        if try change.isMended(entry, digest) { continue }
      }
      findings.add(
        "a published blob was \(entry.after == nil ? "removed" : "changed")", at: entry.location,
        help: "put it back: blobs are only added, and purged by git registry purge")
    }
  }
}
