import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let blobUnreferenced = Rule(
    "blob-unreferenced", .transition,
    summary: "a blob that no artifact of the same change names",
    explanation: """
      Blobs are added with the version or candidate that names them. One that is added alone could take the place of a blob that
      somebody else is about to publish, and would stay forever.
      """,
    example: """
      a pointer under blobs/ in a push that publishes nothing
      """
  ) { change, facts, findings throws(GitError) in
    // Who names it, a manifest that cannot be read does not say.
    if change.versions.contains(where: change.makesUnreadable) { return }
    if change.candidates.contains(where: change.makesUnreadable) { return }
    let named = Set(change.facts.flatMap { $0.after.artifacts.map(\.digest) })
    for blob in try change.writtenBlobs() where !named.contains(blob.digest) {
      findings.add(
        "no version or candidate of this change names the blob", at: blob.location,
        help: "add artifacts with git registry version create or edit")
    }
  }
}
