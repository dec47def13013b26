/// A file of a run, a logged model or anything else that has artifacts: where its content is.
package struct StoredArtifact: Hashable, Sendable {
  /// Names with `/` between them, from the registry's root of artifacts.
  package let path: String
  /// The content's SHA-256, as the blob store names it.
  package let digest: String
  /// In bytes.
  package let size: Int64
  /// Milliseconds since 1970, in UTC.
  package let modified: Int64

  package init(path: String, digest: String, size: Int64, modified: Int64) {
    self.path = path
    self.digest = digest
    self.size = size
    self.modified = modified
  }
}
