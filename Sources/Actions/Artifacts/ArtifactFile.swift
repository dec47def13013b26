/// A file that becomes an artifact.
package struct ArtifactFile {
  /// Where its content is.
  package let source: String
  /// The artifact's path in its version.
  package let path: String
  package let type: String

  package init(source: String, path: String, type: String) {
    self.source = source
    self.path = path
    self.type = type
  }
}
