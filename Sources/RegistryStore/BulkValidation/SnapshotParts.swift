import Git
import Manifests

/// A snapshot cut into parts that can be judged apart: each model's folder, each folder of blobs, and all else.
///
/// No rule on snapshots compares files of two parts. What one file asks of others (a version's blob, an alias's version, a
/// registry's accepted types) it asks of the snapshot, not of the change.
struct SnapshotParts {
  struct Folder: Sendable {
    let path: RepositoryPath
    let tree: ObjectID
  }

  private(set) var models: [Folder] = []
  private(set) var blobs: [Folder] = []
  /// True if all folders of blobs are called `blobs/sha256/ab`, with nothing else next to them: then no rule finds anything in
  /// the path of one that it does not find in the path of all.
  private(set) var areBlobsPlain = true
  /// Every file outside of the folders.
  private(set) var rest: [TreeChange] = []

  init(of snapshot: CommitSnapshot) throws(GitError) {
    let repository = snapshot.repository
    for entry in try repository.wellFormedTree(snapshot.tree) {
      guard entry.mode.isFolder, let path = RepositoryPath(bytes: entry.name),
        path.text == "registries" || path.text == "blobs"
      else {
        rest += try repository.files(of: entry, in: nil)
        continue
      }
      try cut(path, entry.id, isAbove: true, isBlobs: path.text == "blobs", repository)
    }
  }

  /// Folders of blobs by the few: what each is judged by, apart from its own files, is then looked at once for all of them, which was half
  /// of the time in a registry of 1,000 versions.
  static func together<Folder>(_ folders: [Folder]) -> [[Folder]] {
    stride(from: 0, to: folders.count, by: foldersTogether).map { start in
      Array(folders[start..<min(start + foldersTogether, folders.count)])
    }
  }

  private static let foldersTogether = 8

  /// `registries/R/M` and `blobs/sha256/ab` become parts.
  private mutating func cut(
    _ folder: RepositoryPath, _ tree: ObjectID, isAbove: Bool, isBlobs: Bool, _ repository: Repository
  ) throws(GitError) {
    for entry in try repository.wellFormedTree(tree) {
      let path = folder.appending(entry.name)
      if isBlobs, !Self.isPlain(entry, isAbove) { areBlobsPlain = false }
      if !entry.mode.isFolder || entry.id == Tree.emptyID {
        rest += try repository.files(of: entry, in: folder)
      } else if isAbove {
        try cut(path, entry.id, isAbove: false, isBlobs: isBlobs, repository)
      } else if isBlobs {
        blobs.append(Folder(path: path, tree: entry.id))
      } else {
        models.append(Folder(path: path, tree: entry.id))
      }
    }
  }

  private static func isPlain(_ entry: TreeEntry, _ isAbove: Bool) -> Bool {
    entry.mode.isFolder
      && (isAbove
        ? entry.name.elementsEqual("sha256".utf8) : entry.name.count == 2 && entry.name.allSatisfy(Digest.isHexDigit))
  }
}
