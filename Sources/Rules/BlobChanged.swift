import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let blobChanged = Rule(
    "blob-changed", .transition,
    summary: "a blob that was changed or removed",
    explanation: """
      Blobs are only ever added: other versions may name them, and what was published stays.
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
      findings.add(
        "a published blob was \(entry.after == nil ? "removed" : "changed")", at: entry.location,
        help: "put it back: blobs are only added")
    }
  }
}
