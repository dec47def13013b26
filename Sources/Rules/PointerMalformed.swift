import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let pointerMalformed = Rule(
    "pointer-malformed", .snapshot,
    summary: "a Git LFS pointer that is not written as Git LFS writes it",
    explanation: """
      A pointer is accepted only if its bytes equal its re-encoding: version, oid and size, each line ended by one line feed. Git LFS
      itself is more lenient, and what one tool tolerates another reads differently.
      """,
    example: """
      size +12
      """
  ) { change, facts, findings throws(GitError) in
    guard try change.after.blobMode() == .lfs else { return }
    for blob in try change.writtenBlobs() {
      let content = try change.after.content(of: blob.entry.id, atMost: LFSPointer.sizeLimitInBytes)
      guard let content, LFSPointer.looksLikeOne(content), LFSPointer(content) == nil else { continue }
      findings.add(
        "a Git LFS pointer that is not canonical", at: blob.location,
        help: "write it with git lfs pointer, or add the artifact with git registry")
    }
  }
}
