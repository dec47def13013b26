package import Files
package import Git
import Glibc
import Manifests

extension StreamedFile {
  /// Writes a git blob to a temporary file in `folder` and hashes what was written.
  package static func copy(
    _ blob: ObjectID, of repository: Repository, toTemporaryIn folder: String, isSynced: Bool = true
  ) throws(GitError) -> Copy {
    try writeTemporary(in: folder, isSynced: isSynced) { output, temporary throws(GitError) in
      try copy(blob, of: repository, to: output, temporary)
    }
  }

  /// Writes a git blob to an open file, empty, readable and writable, and hashes what was written.
  static func copy(
    _ blob: ObjectID, of repository: Repository, to output: Int32, _ path: String
  ) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    try repository.writeContent(of: blob, to: output)
    guard lseek(output, 0, SEEK_SET) == 0 else { throw FileSystem.failure("read", path) }
    return try read(output, path)
  }
}
