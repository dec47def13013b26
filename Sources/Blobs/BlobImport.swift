package import Git
package import Manifests

/// Files on their way into the store: copied and hashed, not yet there. ``publish()`` gives them their names,
/// ``discard()`` forgets them; a process that ends before either leaves only temporary files, which nothing takes for a blob.
package final class BlobImport {
  private let repository: Repository
  private let store: LFSStore
  private let mode: Organization.BlobMode
  /// What is found in the store now is still there when it is committed.
  private let lock: ImportLock?
  /// False where `core.fsync` says so.
  private let syncs: Bool
  private var pending: [Digest: String] = [:]
  /// The git blobs of files in `git` mode.
  private var gitBlobs: [Digest: ObjectID] = [:]
  private var published: [String] = []
  /// What this import brings, by digest: sizes in bytes.
  package private(set) var arriving: [Digest: Int64] = [:]

  package init(into repository: Repository, mode: Organization.BlobMode) throws(GitError) {
    self.repository = repository
    self.mode = mode
    lock = try ImportLock(in: repository, as: .importer)
    store = try LFSStore(of: repository)
    syncs = try repository.syncPolicy().objects
  }

  /// Copies files into the store's temporary folder, as many at once as there are cores.
  ///
  /// - Returns: what they hold, in the order of the paths.
  package func add(
    _ paths: [String], progress: (any ByteProgress)? = nil
  ) throws(GitError) -> [(digest: Digest, sizeInBytes: Int64)] {
    let folder = store.temporaryFolder
    let isSynced = syncs && paths.count <= StreamedFile.filesSyncedOneByOne
    let copies = ParallelCopy(of: paths) { path throws(GitError) in
      try StreamedFile.copy(path, toTemporaryIn: folder, isSynced: isSynced, progress: progress)
    }
    let results = try repository.making { copies.run() }
    do throws(GitError) {
      if let failure = results.failure { throw failure }
      if syncs, !isSynced { try FileSystem.syncAll(on: folder) }
      var added: [(digest: Digest, sizeInBytes: Int64)] = []
      for (_, copy) in results.copies { added.append(try take(copy)) }
      return added
    } catch {
      // Those that were taken are removed with the import.
      for (_, copy) in results.copies where pending[copy.digest] != copy.temporary { FileSystem.remove(copy.temporary) }
      throw error
    }
  }

  /// Takes content that was received for this store.
  package func add(_ content: ReceivedContent) throws(GitError) {
    _ = try take(
      StreamedFile.Copy(
        temporary: content.temporary, digest: content.digest, sizeInBytes: content.sizeInBytes))
  }

  private func take(_ copy: StreamedFile.Copy) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    arriving[copy.digest] = copy.sizeInBytes
    let stored = mode == .lfs ? try store.sizeInBytes(of: copy.digest) : nil
    if copy.digest == .empty || pending[copy.digest] != nil || stored == copy.sizeInBytes {
      FileSystem.remove(copy.temporary)
    } else {
      pending[copy.digest] = copy.temporary
    }
    return (copy.digest, copy.sizeInBytes)
  }

  /// The git blob that stands for a file in the tree: the pointer, or the bytes.
  package func gitBlob(of digest: Digest, sizeInBytes: Int64) throws(GitError) -> ObjectID {
    switch mode {
    case .lfs: return try repository.stage(.blob, LFSPointer(digest: digest, sizeInBytes: sizeInBytes).content)
    case .git:
      if let known = gitBlobs[digest] { return known }
      guard let temporary = pending[digest] else {
        throw GitError(operation: "add blob \(digest)", reason: .notFound, detail: "it was not imported")
      }
      let blob = try repository.announceBlob(ofFile: temporary, sizeInBytes: Int(sizeInBytes))
      gitBlobs[digest] = blob
      return blob
    }
  }

  /// The digests of git blobs that are not written yet, for the judgement.
  package var announced: [ObjectID: Digest] {
    Dictionary(gitBlobs.map { ($1, $0) }) { first, _ in first }
  }

  /// Gives the files their final names, or writes them as git blobs.
  package func publish() throws(GitError) {
    try repository.making { () throws(GitError) in try publishPending() }
  }

  private func publishPending() throws(GitError) {
    let isSynced = syncs && pending.count <= StreamedFile.filesSyncedOneByOne
    let isBatch = syncs && mode == .lfs && !isSynced
    for (digest, temporary) in pending {
      switch mode {
      case .lfs:
        let path = store.path(of: digest)
        // Somebody else may have brought the same content meanwhile; then it is theirs.
        if try store.sizeInBytes(of: digest) == arriving[digest] {
          FileSystem.remove(temporary)
        } else {
          try FileSystem.publish(temporary, as: path, isSynced: isSynced)
          published.append(path)
        }
      case .git:
        if gitBlobs[digest] != nil {
          _ = try repository.writeBlob(ofFile: temporary, sizeInBytes: Int(arriving[digest] ?? 0))
        }
        FileSystem.remove(temporary)
      }
      pending[digest] = nil
    }
    if isBatch { try FileSystem.syncAll(on: store.folder) }
  }

  /// Removes what was not published.
  package func discard() {
    for digest in pending.keys { if let blob = gitBlobs.removeValue(forKey: digest) { repository.withdrawBlob(blob) } }
    pending.values.forEach(FileSystem.remove)
    pending = [:]
  }

  /// Takes back what this import published: the commit that names it was not made.
  package func revert() {
    discard()
    published.forEach(FileSystem.remove)
    published = []
  }

  deinit { discard() }
}
