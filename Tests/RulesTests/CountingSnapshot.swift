import Git
import ManifestCoding
import RegistryStore
import Rules

/// A snapshot that counts what is asked of it: the work of a rule that no busy machine changes.
final class CountingSnapshot: Snapshot {
  private let snapshot: CommitSnapshot
  let memory = SnapshotMemory()
  private(set) var steps = 0

  init(_ snapshot: CommitSnapshot) { self.snapshot = snapshot }

  func entry(at path: RepositoryPath) throws(GitError) -> TreeEntry? {
    steps += 1
    return try snapshot.entry(at: path)
  }

  /// Each entry is a step: whoever asks for a folder looks at all of it.
  func entries(in folder: RepositoryPath?) throws(GitError) -> [TreeEntry] {
    let entries = try snapshot.entries(in: folder)
    steps += entries.count
    return entries
  }

  func sizeInBytes(of blob: ObjectID) throws(GitError) -> Int {
    steps += 1
    return try snapshot.sizeInBytes(of: blob)
  }

  func content(of blob: ObjectID) throws(GitError) -> [UInt8] {
    steps += 1
    return try snapshot.content(of: blob)
  }

  func content(of blob: ObjectID, atMost sizeInBytes: Int) throws(GitError) -> [UInt8]? {
    steps += 1
    return try snapshot.content(of: blob, atMost: sizeInBytes)
  }

  func manifest<Value: Manifest>(
    _ type: Value.Type, at stem: String
  ) throws(GitError) -> LoadedManifest<Value>? {
    steps += 1
    return try snapshot.manifest(type, at: stem)
  }
}
