package import Git
import Glibc
package import Manifests

extension LFSStore {
  /// A file in the store, whatever it holds.
  package struct StoredFile: Sendable {
    package let path: String
    package let sizeInBytes: Int64
    /// In seconds since 1970.
    package let modifiedAt: Int64
  }

  /// The files that have a blob's name, by digest. Costs a call to the kernel each.
  package func contents() throws(GitError) -> [Digest: StoredFile] {
    var found: [Digest: StoredFile] = [:]
    let objects = folder + "/objects"
    guard FileSystem.exists(objects) else { return found }
    for first in FileSystem.names(in: objects) where Self.isFanOut(first) {
      for second in FileSystem.names(in: "\(objects)/\(first)") where Self.isFanOut(second) {
        for name in FileSystem.names(in: "\(objects)/\(first)/\(second)") {
          guard let digest = Digest(hex: name), digest.fanOut == "\(first)/\(second)/\(name)" else { continue }
          found[digest] = try Self.file(path(of: digest))
        }
      }
    }
    return found
  }

  /// Temporary files of imports that are at least so old, in seconds: if no import is under way, of killed ones.
  ///
  /// - Parameter now: in seconds since 1970.
  package func leftovers(olderThan seconds: Int64, at now: Int64) throws(GitError) -> [StoredFile] {
    var found: [StoredFile] = []
    for name in FileSystem.names(in: temporaryFolder).sorted() where name.hasPrefix(".registry-") {
      guard let file = try Self.file("\(temporaryFolder)/\(name)"), now - file.modifiedAt >= seconds else { continue }
      found.append(file)
    }
    return found
  }

  /// Seconds after which an import's temporary file is a leftover.
  package static let leftoverAge: Int64 = 60 * 60

  /// Deletes a file; one that is gone already is fine.
  package func remove(_ file: StoredFile) throws(GitError) {
    guard unlink(file.path) == 0 || errno == ENOENT else { throw FileSystem.failure("unlink", file.path) }
  }

  /// True where the store lies outside of the repository, so that other repositories may keep content there too.
  package func isOutside(of repository: Repository) -> Bool {
    !folder.hasPrefix(repository.commonDirectory + "/") || folder.contains("/../") || folder.hasSuffix("/..")
      || FileSystem.isLink(folder) || FileSystem.isLink(folder + "/objects")
  }

  private static func isFanOut(_ name: String) -> Bool {
    name.utf8.count == 2 && name.utf8.allSatisfy { Digest.isHexDigit($0) }
  }

  /// Nil for what is no file, or is gone meanwhile.
  private static func file(_ path: String) throws(GitError) -> StoredFile? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw FileSystem.failure("stat", path) }
      return nil
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    return StoredFile(path: path, sizeInBytes: Int64(status.st_size), modifiedAt: Int64(status.st_mtim.tv_sec))
  }
}
