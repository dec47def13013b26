package import Git
package import Manifests

extension Repository {
  /// Larger blobs go through a file.
  private static let blobSizeInMemory = 4 * 1024 * 1024

  /// The digest of a git blob's bytes.
  package func digest(ofBlob blob: ObjectID) throws(GitError) -> Digest {
    if try header(of: blob).sizeInBytes > Self.blobSizeInMemory {
      let folder = try FileSystem.makeTemporaryFolder()
      defer { FileSystem.removeTree(folder) }
      return try StreamedFile.copy(blob, of: self, toTemporaryIn: folder).digest
    }
    var hash = ContentHash()
    try content(of: blob, .blob).withUnsafeBytes { hash.update($0) }
    return hash.digest
  }
}
