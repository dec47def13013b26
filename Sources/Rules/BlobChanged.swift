import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let blobChanged = Rule(
    "blob-changed", .transition,
    summary: "a blob that was changed or removed",
    explanation: """
      Blobs are only ever added: other versions may name them, and what was published stays. The one way out is git registry purge,
      which leaves a tombstone with the same digest and size at the blob's place; what was purged never comes back.
      """,
    example: """
      deleting blobs/sha256/ab/cd/abcd…
      """
  ) { change, facts, findings throws(GitError) in
    if let old = change.organization?.before?.value, let manifest = change.organization?.after,
      let new = manifest.value, old.effectiveBlobs != new.effectiveBlobs, let folder = RepositoryPath("blobs"),
      try change.before?.entry(at: folder) != nil
    {
      findings.add(
        "policy.blobs became \(new.effectiveBlobs.rawValue) with blobs there",
        at: manifest.location("policy", "blobs"), help: "put it back: one repository keeps its blobs in one way")
    }
    for entry in change.entries where entry.before != nil && entry.path.hasPrefix("blobs/") {
      if case .blob(let digest?) = LayoutPath(entry.path), try change.isTombstone(entry, of: digest) { continue }
      findings.add(
        "a published blob was \(entry.after == nil ? "removed" : "changed")", at: entry.location,
        help: "put it back: blobs are only added, and purged by git registry purge")
    }
  }
}
