package import Git
import Manifests
import Rules

/// How large a push may be, from the server's git configuration: nothing in a push can change it.
package struct PushLimits: Hashable, Sendable {
  /// `registry.maxRefs`: references in one push.
  package var references = 20_000
  /// `registry.maxTags`: tags that one push makes.
  package var tags = 1_000
  /// `registry.maxChangedFiles`: files and folders that differ from what was published.
  package var changedFiles = 50_000
  /// `registry.maxFileSize`: bytes of one file in git; GitHub's limit.
  package var fileSizeInBytes = 100 * 1024 * 1024
  /// `registry.maxFolderSize`: bytes of one tree object, about 300,000 names.
  package var folderSizeInBytes = 16 * 1024 * 1024

  /// `registry.maxManifestsSize`: bytes of all new manifests and pointers together, or of anything else as small.
  package var manifestsSizeInBytes = 64 * 1024 * 1024

  /// `registry.maxSeconds`: time until a verdict; the push is refused if there is none by then.
  package var seconds = 300

  package init() {}

  /// Each limit by its key.
  package var values: [(key: String, value: Int)] {
    [
      ("registry.maxRefs", references), ("registry.maxTags", tags), ("registry.maxChangedFiles", changedFiles),
      ("registry.maxFileSize", fileSizeInBytes), ("registry.maxFolderSize", folderSizeInBytes),
      ("registry.maxManifestsSize", manifestsSizeInBytes), ("registry.maxSeconds", seconds),
    ]
  }

  /// - Throws: ``GitError`` if a key is set to something that is not a number.
  package init(of repository: Repository) throws(GitError) {
    references = try Self.number("registry.maxRefs", in: repository) ?? references
    tags = try Self.number("registry.maxTags", in: repository) ?? tags
    changedFiles = try Self.number("registry.maxChangedFiles", in: repository) ?? changedFiles
    fileSizeInBytes = try Self.number("registry.maxFileSize", in: repository) ?? fileSizeInBytes
    folderSizeInBytes = try Self.number("registry.maxFolderSize", in: repository) ?? folderSizeInBytes
    manifestsSizeInBytes = try Self.number("registry.maxManifestsSize", in: repository) ?? manifestsSizeInBytes
    seconds = min(try Self.number("registry.maxSeconds", in: repository) ?? seconds, Int(UInt32.max))
  }

  private static func number(_ key: String, in repository: Repository) throws(GitError) -> Int? {
    guard let number = try repository.integer(key) else { return nil }
    guard number > 0 else {
      throw GitError(
        operation: "read the configuration", reason: .other(0),
        detail: "\(key) is '\(number)', which is not a positive number")
    }
    return Int(number)
  }

  /// What of them holds for the change of one commit.
  package var treeDiff: TreeDiffLimits {
    TreeDiffLimits(
      changedFiles: changedFiles, folderSizeInBytes: folderSizeInBytes, fileSizeInBytes: fileSizeInBytes,
      readSizeInBytes: manifestsSizeInBytes, readFileSizeInBytes: ManifestKind.largestSizeInBytes)
  }

  /// What of the hook's input is over the limits; none if all is well.
  func excesses(of updates: [RefUpdate]) -> [Push.Excess] {
    let made = updates.count { $0.new != nil && $0.name.lies(in: RefName.tags) }
    let counts = [
      Push.Excess(what: "the number of references", actual: updates.count, limit: references, key: "registry.maxRefs"),
      Push.Excess(what: "the number of tags", actual: made, limit: tags, key: "registry.maxTags"),
    ]
    return counts.filter { $0.actual > $0.limit }
  }

  /// The first new object that is too large, on whatever reference it is: every one takes its place on the disk.
  func excess(ofNewObjectsIn repository: Repository) throws(GitError) -> Push.Excess? {
    guard
      let (id, kind, size) = try repository.firstNewObject(over: fileSizeInBytes, folderSize: folderSizeInBytes)
    else { return nil }
    let isFolder = kind == .tree
    return Push.Excess(
      what: "the size of \(isFolder ? "folder" : kind.rawValue) \(id.abbreviated) in bytes", actual: size,
      limit: isFolder ? folderSizeInBytes : fileSizeInBytes,
      key: isFolder ? "registry.maxFolderSize" : "registry.maxFileSize")
  }

  func excess(_ excess: TreeDiffLimits.Excess) -> Push.Excess {
    switch excess {
    case .changedFiles:
      Push.Excess(
        what: "the number of changed files", actual: changedFiles + 1, limit: changedFiles,
        key: "registry.maxChangedFiles")
    case .folder(let path, let size):
      Push.Excess(
        what: "the size of the folder in bytes", actual: size, limit: folderSizeInBytes,
        place: path.map { "\($0)" } ?? "push", key: "registry.maxFolderSize")
    case .file(let path, let size):
      Push.Excess(
        what: "the size of the file in bytes", actual: size, limit: fileSizeInBytes, place: "\(path)",
        key: "registry.maxFileSize")
    case .readSize(let size):
      Push.Excess(
        what: "the size of the changed manifests in bytes", actual: size, limit: manifestsSizeInBytes,
        key: "registry.maxManifestsSize")
    }
  }
}
