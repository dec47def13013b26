import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let blobMissing = Rule(
    "blob-missing", .snapshot,
    summary: "an artifact whose blob is missing",
    explanation: """
      Every blob that a changed manifest names is in the repository (as a Git LFS pointer, or as the bytes if policy.blobs is
      git), and its content in the LFS store. Otherwise the version could be listed but never pulled.
      """,
    example: """
      an artifact with a digest that no file under blobs/ has
      """
  ) { change, facts, findings throws(GitError) in
    guard let mode = try change.after.blobMode() else { return }
    for artifact in change.addedArtifacts where artifact.value.digest != .empty {
      let digest = artifact.value.digest
      guard let path = RepositoryPath(digest.blobPath), try change.after.entry(at: path)?.mode == .file else {
        findings.add(
          "the blob of artifact '\(artifact.value.path)' is not in the repository", at: artifact.location,
          help: "add it with git registry version create or edit; a manifest alone is not a version")
        continue
      }
      if let tombstone = try change.after.tombstone(of: digest) {
        // A version that named it before it was purged stays as it is.
        guard change.before != nil else { continue }
        findings.add(
          "the blob of artifact '\(artifact.value.path)' was purged: \(tombstone.reason)", at: artifact.location,
          help: "publish another file: what was purged never comes back")
        continue
      }
      guard mode == .lfs else { continue }
      guard let content = facts.content, content.knowsStore else {
        findings.notJudged("whether the content of LFS pointers is in the store is not known here")
        continue
      }
      if try content.storedSizeInBytes(of: digest) == nil {
        findings.add(
          "the content of artifact '\(artifact.value.path)' is not in the LFS store", at: artifact.location,
          help: "push it first: git lfs push --object-id REMOTE \(digest.hex)")
      }
    }
  }
}
