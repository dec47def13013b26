import Diagnostics
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
  private let gitBlob: (Digest) throws(GitError) -> ObjectID?

  /// - Parameter gitBlob: the blob at a digest's place in the tree.
  package init(
    from repository: Repository, mode: Organization.BlobMode, gitBlob: @escaping (Digest) throws(GitError) -> ObjectID?
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

  /// An artifact and its place.
  package struct File: Sendable {
    package let artifact: Artifact
    package let folder: OutputFolder
    /// Below the folder.
    package let path: String

    package init(_ artifact: Artifact, in folder: OutputFolder, at path: String) {
      self.artifact = artifact
      self.folder = folder
      self.path = path
    }
  }

  /// How content of the LFS store comes into place.
  package enum Placement: Sendable {
    case copied
    /// As a hard link, read-only; copied where the file system has none, and where it has to be run.
    ///
    /// - checked: digests of content that was hashed a moment ago, and is not hashed again.
    case linked(checked: Set<Digest>)
  }

  /// Writes artifacts, in the place of what is there.
  ///
  /// - Throws: ``BlobExportError/damaged(_:found:store:)`` where stored content is not what its name says,
  ///   ``BlobExportError/linkInTheWay(_:)`` where a folder below the given ones is a link.
  package func write(
    _ files: [File], _ placement: Placement = .copied, progress: (any ByteProgress)? = nil
  ) throws {
    do {
      try writeAll(files, placement, progress)
    } catch {
      // What fails leaves no folder behind.
      for file in files { file.folder.removeMadeFolders() }
      guard let error = error as? GitError else { throw error }
      throw OutputFolder.told(error)
    }
  }

  private func writeAll(_ files: [File], _ placement: Placement, _ progress: (any ByteProgress)?) throws {
    let results = copy(files, placement, progress: progress)
    var rest = results.copies[...]
    // What fails leaves no temporary file behind. One whose folder somebody moved away cannot be found.
    defer { for (index, copy) in rest { try? files[index].folder.remove(copy.temporary) } }
    if let failure = results.failure { throw failure }
    for (index, copy) in results.copies where copy.digest != files[index].artifact.digest {
      let digest = files[index].artifact.digest
      throw BlobExportError.damaged(
        digest, found: copy.digest, store: mode == .lfs ? store.path(of: digest) : nil)
    }
    for (index, copy) in results.copies {
      try files[index].folder.publish(copy.temporary, as: files[index].path)
      rest = rest.dropFirst()
    }
  }

  private func copy(
    _ files: [File], _ placement: Placement, progress: (any ByteProgress)?
  ) -> ParallelCopy<File>.Results {
    guard mode == .lfs else { return copyGitBlobs(files) }
    let store = store
    return ParallelCopy(of: files) { file throws(GitError) in
      let digest = file.artifact.digest
      let source = digest == .empty ? "/dev/null" : store.path(of: digest)
      // The store's file may not be run.
      if case .linked(let checked) = placement, digest != .empty, !file.artifact.isExecutable,
        let copy = try file.folder.linkTemporary(
          source, of: file.artifact, beside: file.path, hash: !checked.contains(digest), progress: progress)
      {
        return copy
      }
      return try file.folder.makeTemporary(beside: file.path, isExecutable: file.artifact.isExecutable) {
        output, path throws(GitError) in
        try StreamedFile.copy(source, to: output, path, isSynced: false, progress: progress)
      }
    }.run()
  }

  /// One after the other: a repository's handle is one thread's.
  private func copyGitBlobs(_ files: [File]) -> ParallelCopy<File>.Results {
    var copies: [(index: Int, copy: StreamedFile.Copy)] = []
    do throws(GitError) {
      for (index, file) in files.enumerated() {
        let blob = file.artifact.digest == .empty ? nil : try gitBlob(file.artifact.digest)
        let copy = try file.folder.makeTemporary(beside: file.path, isExecutable: file.artifact.isExecutable) {
          output, path throws(GitError) in
          // Content that the tree does not have is told as damaged: it is empty.
          guard let blob else { return (.empty, 0) }
          return try StreamedFile.copy(blob, of: repository, to: output, path)
        }
        copies.append((index, copy))
      }
      return .init(copies: copies, failure: nil)
    } catch {
      return .init(copies: copies, failure: error)
    }
  }
}
