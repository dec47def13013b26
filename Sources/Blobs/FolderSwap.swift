import CLinux
import Git
import Glibc

/// A new folder beside another one, whose place it takes in one step: whoever opens files below the name finds those of the old
/// folder or those of the new one, never half of each.
///
///     /srv/models/current                          the folder
///                /.current.registry-2f8k…          the new one, and then the old one until it is gone
///
/// Source: rename(2), RENAME_EXCHANGE.
package struct FolderSwap {
  /// The new folder.
  package let folder: OutputFolder
  private let target: OutputFolder
  private let parent: OutputFolder
  private let name: String
  private let stagedName: String

  /// Makes the new folder, with the old one's permissions, and clears away those of swaps that were killed.
  package init(for target: OutputFolder) throws {
    self.target = target
    (parent, name) = try Self.place(of: target)
    guard let parentDescriptor = try parent.descriptor(isMade: true) else {
      throw FileSystem.failure("open", parent.path, ENOENT)
    }
    let prefix = ".\(name).registry-"
    try Self.clear(prefix, in: parent, parentDescriptor)
    stagedName = prefix + String(UInt64.random(in: 0...UInt64.max), radix: 36)
    folder = OutputFolder(stagedName, in: parent, shownAs: target.path)
    guard let descriptor = try folder.descriptor(isMade: true) else {
      throw FileSystem.failure("make a folder beside", target.path, ENOENT)
    }
    try folder.lock()
    var status = stat()
    if let old = try target.descriptor(isMade: false), fstat(old, &status) == 0 {
      guard fchmod(descriptor, status.st_mode & 0o7777) == 0 else {
        throw FileSystem.failure("chmod a folder beside", target.path)
      }
    }
  }

  /// The folder that holds it, and its name there. Links that the user named are followed to the folder itself.
  private static func place(of target: OutputFolder) throws(GitError) -> (OutputFolder, String) {
    switch target.place {
    case .child(let name, let parent): return (parent, name)
    case .path(let path):
      var real = FileSystem.realPath(path) ?? path
      while real.count > 1, real.hasSuffix("/") { real.removeLast() }
      let slash = real.lastIndex(of: "/")
      let name = slash.map { String(real[real.index(after: $0)...]) } ?? real
      guard !name.isEmpty, name != ".", name != ".." else {
        throw GitError(operation: target.path, reason: .other(EBUSY), detail: "no other folder can take its place")
      }
      let folder = slash.map { $0 == real.startIndex ? "/" : String(real[..<$0]) } ?? "."
      return (OutputFolder(folder), name)
    }
  }

  /// A swap that is under way holds its new folder's lock.
  private static func clear(_ prefix: String, in parent: OutputFolder, _ descriptor: Int32) throws(GitError) {
    for name in OutputFolder.names(in: descriptor) ?? [] where name.hasPrefix(prefix) {
      let left = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard left >= 0 else { continue }
      defer { close(left) }
      if flock(left, LOCK_EX | LOCK_NB) == 0 { try parent.removeTree(name) }
    }
  }

  /// Puts the new folder into the old one's place, and removes the old one's files.
  ///
  /// - Parameters:
  ///   - files: those to remove, by paths in the old folder.
  ///   - folders: those to remove where they hold nothing else.
  /// - Returns: where the old folder is, if it holds more than that; nil where it is gone.
  package func exchange(removing files: [String], _ folders: Set<String>) throws -> String? {
    guard let descriptor = try parent.descriptor(isMade: false) else {
      throw FileSystem.failure("open", parent.path, ENOENT)
    }
    let old = try target.descriptor(isMade: false)
    guard linux_rename(descriptor, stagedName, name, old == nil ? 0 : 1) == 0 else {
      guard [EINVAL, ENOSYS, EOPNOTSUPP, EBUSY, EXDEV].contains(errno) else {
        throw FileSystem.failure("exchange", target.path)
      }
      throw BlobExportError.noExchange(target.path, String(cString: strerror(errno)))
    }
    guard old != nil else { return nil }
    // The old folder is still open, wherever it is now.
    for path in files { try target.remove(path) }
    for path in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) { try? target.removeFolder(path) }
    if unlinkat(descriptor, stagedName, AT_REMOVEDIR) == 0 { return nil }
    let left = "\(name).before-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
    guard linux_rename(descriptor, stagedName, left, 0) == 0 else {
      throw FileSystem.failure("keep the rest of", target.path)
    }
    return left
  }

  /// Removes the new folder, as far as it was written.
  package func discard() {
    try? parent.removeTree(stagedName)
    parent.removeMadeFolders()
  }
}
