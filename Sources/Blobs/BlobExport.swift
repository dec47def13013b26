package import Git
import Glibc
package import Manifests

/// Blobs on their way out: checked against their digest while they are written, put into place by rename.
package struct BlobExport {
  private let repository: Repository
  private let store: LFSStore
  private let mode: Organization.BlobMode
  private let gitBlob: (Digest) throws -> ObjectID?

  /// - Parameter gitBlob: the blob at a digest's place in the tree.
  package init(
    from repository: Repository, mode: Organization.BlobMode, gitBlob: @escaping (Digest) throws -> ObjectID?
  ) throws(GitError) {
    self.repository = repository
    self.mode = mode
    self.gitBlob = gitBlob
    store = try LFSStore(of: repository)
  }

  /// True where the content is at hand with its size.
  package func has(_ artifact: Artifact) throws -> Bool {
    if artifact.digest == .empty { return true }
    switch mode {
    case .lfs: return try store.sizeInBytes(of: artifact.digest) == artifact.sizeInBytes
    case .git:
      guard let blob = try gitBlob(artifact.digest) else { return false }
      return try repository.header(of: blob).sizeInBytes == Int(artifact.sizeInBytes)
    }
  }

  /// Writes one artifact. A file with the same content stays as it is.
  ///
  /// - Throws: ``BlobExportError`` where another file is there or the stored content is not what its name says.
  package func write(_ artifact: Artifact, to path: String) throws {
    if FileSystem.exists(path) {
      guard try StreamedFile.read(path).digest == artifact.digest else { throw BlobExportError.fileInTheWay(path) }
      return
    }
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let copy = try content(of: artifact, toTemporaryIn: folder)
    guard copy.digest == artifact.digest else {
      FileSystem.remove(copy.temporary)
      throw BlobExportError.damaged(artifact.digest, found: copy.digest)
    }
    guard chmod(copy.temporary, 0o644) == 0 else { throw FileSystem.failure("chmod", copy.temporary) }
    try FileSystem.publish(copy.temporary, as: path)
  }

  private func content(of artifact: Artifact, toTemporaryIn folder: String) throws -> StreamedFile.Copy {
    if artifact.digest == .empty { return try StreamedFile.copy("/dev/null", toTemporaryIn: folder) }
    switch mode {
    case .lfs: return try StreamedFile.copy(store.path(of: artifact.digest), toTemporaryIn: folder)
    case .git:
      guard let blob = try gitBlob(artifact.digest) else {
        throw BlobExportError.damaged(artifact.digest, found: .empty)
      }
      return try StreamedFile.copy(blob, of: repository, toTemporaryIn: folder)
    }
  }
}

package enum BlobExportError: Error, CustomStringConvertible {
  case fileInTheWay(String)
  case damaged(Digest, found: Digest)

  package var description: String {
    switch self {
    case .fileInTheWay(let path):
      "'\(path)' is there with other content\nhelp: move it away, or name another folder with --output"
    case .damaged(let digest, let found):
      "the stored content of \(digest) has digest \(found)\nhelp: remove the file from the store and fetch it again with git lfs fetch"
    }
  }
}
