package import Git
import Glibc
package import Manifests

/// The folder in which Git LFS keeps content: `lfs/objects/ab/cd/<oid>` of a repository, or where `lfs.storage` says.
///
/// Source: git-lfs-config(5), "lfs.storage"; https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
package struct LFSStore: Sendable {
  package let folder: String

  package init(of repository: Repository) throws(GitError) {
    let storage = try repository.configuration("lfs.storage") ?? "lfs"
    folder = storage.hasPrefix("/") ? storage : repository.commonDirectory + "/" + storage
  }

  package func path(of digest: Digest) -> String { "\(folder)/objects/\(digest.fanOut)" }

  /// Temporary files lie in the same file system as the objects, so that a rename publishes them.
  var temporaryFolder: String { folder + "/tmp" }

  /// Deletes a blob's content.
  ///
  /// - Returns: false where the store does not have it.
  package func remove(_ digest: Digest) throws(GitError) -> Bool {
    guard try sizeInBytes(of: digest) != nil else { return false }
    guard unlink(path(of: digest)) == 0 else { throw FileSystem.failure("unlink", path(of: digest)) }
    return true
  }

  /// Writes a blob's content to the disk, with the names that lead to it.
  package func sync(_ digest: Digest) throws(GitError) {
    var path = path(of: digest)
    while path.utf8.count >= folder.utf8.count, let slash = path.lastIndex(of: "/") {
      try FileSystem.sync(path)
      path = String(path[..<slash])
    }
  }

  /// True where ``Repository/syncFileSystem()`` writes content to the disk too.
  package func isOnFileSystem(of repository: Repository) -> Bool {
    var (own, other) = (stat(), stat())
    return stat(folder, &own) == 0 && stat(repository.commonDirectory, &other) == 0 && own.st_dev == other.st_dev
  }

  package func sizeInBytes(of digest: Digest) throws(GitError) -> Int64? {
    try FileSystem.sizeInBytes(of: path(of: digest))
  }
}
