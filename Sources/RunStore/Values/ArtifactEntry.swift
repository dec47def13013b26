/// What is directly in a folder of artifacts.
package enum ArtifactEntry: Hashable, Sendable {
  case file(StoredArtifact)
  /// A folder by its whole path, with the size of all that is in it, in bytes.
  case folder(path: String, size: Int64)

  package var path: String {
    switch self {
    case .file(let artifact): artifact.path
    case .folder(let path, _): path
    }
  }
}
