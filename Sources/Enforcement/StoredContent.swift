import Blobs
package import Git
package import Manifests
import Rules

/// What a repository knows of the bytes behind its blobs.
package final class StoredContent: ContentFacts {
  package let knowsStore: Bool
  private let repository: Repository
  private let store: LFSStore
  /// Content that is on its way in: it counts as stored.
  private let arriving: [Digest: Int64]
  /// Git blobs that are about to be written.
  private let announced: [ObjectID: Digest]
  /// What was asked for and is there.
  private var counted: Set<Digest> = []

  /// - Parameter knowsStore: false in a clone, where content may be missing.
  package init(
    of repository: Repository, knowsStore: Bool, arriving: [Digest: Int64] = [:],
    announced: [ObjectID: Digest] = [:]
  ) throws(GitError) {
    self.repository = repository
    self.knowsStore = knowsStore
    self.arriving = arriving
    self.announced = announced
    store = try LFSStore(of: repository)
  }

  package func storedSizeInBytes(of digest: Digest) throws(GitError) -> Int64? {
    if let size = arriving[digest] { return size }
    let size = try store.sizeInBytes(of: digest)
    if size != nil { counted.insert(digest) }
    return size
  }

  /// Writes the stored content that was asked for to the disk: whoever brought it may not have waited for that.
  package func sync() throws(GitError) {
    for digest in counted { try store.sync(digest) }
  }

  /// The same, where the store does not lie on the file system of the repository, all of which the caller writes to the disk.
  package func syncElsewhere() throws(GitError) {
    guard try repository.syncPolicy().objects, store.isOnFileSystem(of: repository) else { return try sync() }
  }

  package func digest(ofGitBlob blob: ObjectID) throws(GitError) -> Digest {
    if let digest = announced[blob] { return digest }
    return try repository.digest(ofBlob: blob)
  }
}
