import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let blobNotPointer = Rule(
    "blob-not-pointer", .snapshot,
    summary: "bytes under blobs/ where a Git LFS pointer belongs",
    explanation: """
      With policy.blobs lfs, the default, files under blobs/ are pointers and the bytes are in the LFS store, so that clones stay small.
      """,
    example: """
      blobs/sha256/ab/cd/abcd… holding an ONNX file
      """
  ) { change, facts, findings throws(GitError) in
    guard try change.after.blobMode() == .lfs else { return }
    for blob in try change.writtenBlobs() {
      let content = try change.after.content(of: blob.entry.id, atMost: LFSPointer.sizeLimitInBytes)
      if let content, LFSPointer.looksLikeOne(content) { continue }
      let size = try change.after.sizeInBytes(of: blob.entry.id)
      findings.add(
        "a blob of \(size) bytes that is not a Git LFS pointer", at: blob.location,
        help: "add artifacts with git registry version create")
    }
  }
}
