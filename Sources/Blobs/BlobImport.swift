package import Git
package import Manifests
import Rules

/// Files on their way into the store: copied and hashed, not yet there. ``publish()`` gives them their names,
/// ``discard()`` forgets them; a process that ends before either leaves only temporary files, which nothing takes for a blob.
package final class BlobImport {
  private let repository: Repository
  private let store: LFSStore
  private let mode: Organization.BlobMode
  private var pending: [Digest: String] = [:]
  /// The git blobs of files in `git` mode.
  private var gitBlobs: [Digest: ObjectID] = [:]
  private var published: [String] = []
  /// What this import brings, by digest: sizes in bytes.
  package private(set) var arriving: [Digest: Int64] = [:]

  package init(into repository: Repository, mode: Organization.BlobMode) throws(GitError) {
    self.repository = repository
    self.mode = mode
    store = try LFSStore(of: repository)
  }

  /// Copies one file into the store's temporary folder.
  package func add(_ path: String) throws(GitError) -> (digest: Digest, sizeInBytes: Int64) {
    let copy = try StreamedFile.copy(path, toTemporaryIn: store.temporaryFolder)
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
    for (digest, temporary) in pending {
      switch mode {
      case .lfs:
        let path = store.path(of: digest)
        // Somebody else may have brought the same content meanwhile; then it is theirs.
        if try store.sizeInBytes(of: digest) == arriving[digest] {
          FileSystem.remove(temporary)
        } else {
          try FileSystem.publish(temporary, as: path)
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
  }

  /// Removes what was not published.
  package func discard() {
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
