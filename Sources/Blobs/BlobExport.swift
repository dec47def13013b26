package import Git
import Glibc
package import Manifests

/// Blobs on their way out: copied and hashed under temporary names beside their places, then put into place by rename. Where
/// one of them is not what its name says, none is. As with `git checkout`, what is written is not synced to disk: it can be
/// had again, and syncing a large file takes longer than all else.
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

  /// True where the file is there already, byte for byte.
  ///
  /// - Throws: ``BlobExportError/fileInTheWay(_:)`` where another one is.
  package func isThere(_ artifact: Artifact, at path: String) throws -> Bool {
    guard FileSystem.exists(path) || FileSystem.isLink(path) else { return false }
    guard FileSystem.isRegularFile(path), try FileSystem.sizeInBytes(of: path) == artifact.sizeInBytes,
      try StreamedFile.read(path).digest == artifact.digest
    else { throw BlobExportError.fileInTheWay(path) }
    return true
  }

  /// How content of the LFS store comes into place.
  package enum Placement: Sendable {
    case copied
    /// As a hard link, read-only; copied where the file system has none.
    ///
    /// - checked: digests of content that was hashed a moment ago, and is not hashed again.
    case linked(checked: Set<Digest>)
  }

  /// Writes artifacts to places where nothing is yet.
  ///
  /// - Throws: ``BlobExportError/damaged(_:found:)`` where stored content is not what its name says.
  package func write(
    _ files: [(artifact: Artifact, path: String)], _ placement: Placement = .copied, progress: (any ByteProgress)? = nil
  ) throws {
    // What fails leaves no file and no folder behind.
    var newFolders = FileSystem.missingFolders(Set(files.map { Self.folder(of: $0.path) }))
    defer { for folder in newFolders { rmdir(folder) } }
    let copies = try copy(files, placement, progress: progress)
    var rest = copies[...]
    defer { for copy in rest { FileSystem.remove(copy.temporary) } }
    for (file, copy) in zip(files, copies) where copy.digest != file.artifact.digest {
      throw BlobExportError.damaged(
        file.artifact.digest, found: copy.digest, store: mode == .lfs ? store.path(of: file.artifact.digest) : nil)
    }
    for (file, copy) in zip(files, copies) {
      guard copy.isLink || chmod(copy.temporary, 0o644) == 0 else { throw FileSystem.failure("chmod", copy.temporary) }
      try FileSystem.publish(copy.temporary, as: file.path, isSynced: false)
      rest = rest.dropFirst()
    }
    newFolders = []
  }

  private func copy(
    _ files: [(artifact: Artifact, path: String)], _ placement: Placement, progress: (any ByteProgress)?
  ) throws -> [StreamedFile.Copy] {
    guard mode == .lfs else { return try copyGitBlobs(files) }
    let store = store
    let copies = ParallelCopy(of: files) { artifact, path throws(GitError) in
      let folder = Self.folder(of: path)
      guard artifact.digest != .empty else {
        return try StreamedFile.copy("/dev/null", toTemporaryIn: folder, isSynced: false)
      }
      let source = store.path(of: artifact.digest)
      if case .linked(let checked) = placement,
        let copy = try Self.link(artifact, source, in: folder, isChecked: checked.contains(artifact.digest), progress)
      {
        return copy
      }
      return try StreamedFile.copy(source, toTemporaryIn: folder, isSynced: false, progress: progress)
    }
    let results = copies.run()
    guard let failure = results.failure else { return results.copies }
    for copy in results.copies { FileSystem.remove(copy.temporary) }
    throw failure
  }

  private static func link(
    _ artifact: Artifact, _ source: String, in folder: String, isChecked: Bool, _ progress: (any ByteProgress)?
  ) throws(GitError) -> StreamedFile.Copy? {
    guard let name = try LinkedFile.make(of: source, in: folder) else { return nil }
    if isChecked {
      progress?.advance(by: artifact.sizeInBytes)
      return .init(temporary: name, digest: artifact.digest, sizeInBytes: artifact.sizeInBytes, isLink: true)
    }
    do throws(GitError) {
      let (digest, size) = try StreamedFile.read(name) { progress?.advance(by: Int64($0.count)) }
      return .init(temporary: name, digest: digest, sizeInBytes: size, isLink: true)
    } catch {
      FileSystem.remove(name)
      throw error
    }
  }

  /// One after the other: a repository's handle is one thread's.
  private func copyGitBlobs(_ files: [(artifact: Artifact, path: String)]) throws -> [StreamedFile.Copy] {
    var copies: [StreamedFile.Copy] = []
    do {
      for (artifact, path) in files {
        let folder = Self.folder(of: path)
        if artifact.digest == .empty {
          copies.append(try StreamedFile.copy("/dev/null", toTemporaryIn: folder, isSynced: false))
        } else if let blob = try gitBlob(artifact.digest) {
          copies.append(try StreamedFile.copy(blob, of: repository, toTemporaryIn: folder, isSynced: false))
        } else {
          throw BlobExportError.damaged(artifact.digest, found: .empty, store: nil)
        }
      }
      return copies
    } catch {
      for copy in copies { FileSystem.remove(copy.temporary) }
      throw error
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }
}

package enum BlobExportError: Error, CustomStringConvertible {
  case fileInTheWay(String)
  /// `store` is the file in the LFS store; nil in `git` mode.
  case damaged(Digest, found: Digest, store: String?)

  package var description: String {
    switch self {
    case .fileInTheWay(let path):
      "'\(EscapedText.printable(path))' is there with other content\nhelp: move it away, or name another folder with --output"
    case .damaged(let digest, let found, let store?):
      "the stored content of \(digest) has digest \(found); nothing was written\nhelp: remove it, and pull again to fetch it: rm -f '\(EscapedText.printable(store))'"
    case .damaged(let digest, let found, nil):
      "the stored content of \(digest) has digest \(found); nothing was written\nhelp: git fsck tells what is wrong with the repository"
    }
  }
}
