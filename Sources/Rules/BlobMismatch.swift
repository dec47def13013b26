import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let blobMismatch = Rule(
    "blob-mismatch", .snapshot,
    summary: "an artifact whose blob or content has another digest or size",
    explanation: """
      The digest and size in a manifest, the path of the blob, the pointer in it and the content behind it must all agree.
      """,
    example: """
      size: 10 for a blob of 20 bytes
      """
  ) { change, facts, findings throws(GitError) in
    guard let mode = try change.after.blobMode() else { return }
    for artifact in change.addedArtifacts {
      let (digest, size) = (artifact.value.digest, artifact.value.sizeInBytes)
      if (digest == .empty) != (size == 0) {
        findings.add(
          "artifact '\(artifact.value.path)' has size \(size) and the digest of \(digest == .empty ? "no bytes" : "some bytes")",
          at: artifact.location)
      }
      guard digest != .empty, let actual = try change.after.blobSize(of: digest, mode) else { continue }
      if actual != size {
        findings.add(
          "artifact '\(artifact.value.path)' has size \(size), its blob \(actual)", at: artifact.location,
          help:
            "publish the file again; if the blob's size is wrong, ask an admin to correct it in its pointer and in the manifests"
        )
      }
      if mode == .lfs, facts.content?.knowsStore == true, let stored = try facts.content?.storedSizeInBytes(of: digest),
        stored != size
      {
        findings.add(
          "artifact '\(artifact.value.path)' has size \(size), its content in the LFS store \(stored)",
          at: artifact.location, help: "push the content again")
      }
    }
    for blob in try change.writtenBlobs() {
      let content: String
      switch mode {
      case .lfs:
        guard let pointer = try change.after.pointer(at: blob.entry), pointer.digest != blob.digest else { continue }
        content = "the pointer of \(pointer.digest)"
      case .git:
        guard let actual = try facts.content?.digest(ofGitBlob: blob.entry.id) else {
          findings.notJudged("the digests of blobs are not available here")
          continue
        }
        guard actual != blob.digest else { continue }
        content = "bytes with digest \(actual)"
      }
      findings.add(
        "the blob named \(blob.digest) holds \(content)", at: blob.location,
        help: "remove it: a blob's name is its digest")
    }
  }
}
