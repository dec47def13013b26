import Blobs
package import Git
import Manifests
package import Rules

/// How many blobs a snapshot has, and how many of those have no content in the repository's LFS store. Purged ones lack none, nor do those that lie
/// in git itself.
package struct MissingContent: Hashable, Sendable {
  package private(set) var count = 0
  package private(set) var missing = 0

  /// Walks the snapshot's `blobs/`; reads the pointers of what the store lacks.
  package init(of snapshot: any Snapshot, in repository: Repository) throws(GitError) {
    guard let path = RepositoryPath("blobs"), let entry = try snapshot.entry(at: path), entry.mode.isFolder else {
      return
    }
    try walk(entry.id, snapshot, repository, LFSStore(of: repository))
  }

  private mutating func walk(
    _ tree: ObjectID, _ snapshot: any Snapshot, _ repository: Repository, _ store: LFSStore
  ) throws(GitError) {
    for entry in try repository.tree(tree) {
      if entry.mode.isFolder {
        try walk(entry.id, snapshot, repository, store)
      } else if let digest = Digest(hex: String(decoding: entry.name, as: UTF8.self)) {
        count += 1
        if try store.sizeInBytes(of: digest) == nil, try snapshot.pointer(at: entry) != nil { missing += 1 }
      }
    }
  }

  /// `2 of 3 blobs`.
  package var text: String { "\(missing) of \(count) blob\(count == 1 ? "" : "s")" }
}
