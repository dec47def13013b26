import CLinux
import Git
import Glibc

/// A new folder beside another one, whose place it takes in one step: whoever opens files below the name finds those of the old
/// folder or those of the new one, never half of each.
///
///     /srv/models/current                    the folder
///                /.current.registry-1234     the new one, of which 1234 is the inode; then the old one, until it is gone
///                /.current.registry-1234     after a kill: by its inode the new one, which goes, or the old one, which is kept
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
    if case .path(let path) = target.place, FileSystem.isBelow(".", path) {
      throw BlobExportError.noExchange(target.path, "it is the current folder or one above")
    }
    (parent, name) = try Self.place(of: target)
    guard let parentDescriptor = try parent.descriptor(isMade: true) else {
      throw FileSystem.failure("open", parent.path, ENOENT)
    }
    try Self.clear(beside: name, in: parent, parentDescriptor)
    let descriptor: Int32
    (stagedName, descriptor) = try Self.stage(beside: name, in: parentDescriptor, target.path)
    folder = OutputFolder(stagedName, in: parent, shownAs: target.path)
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

  private static func prefix(_ name: String) -> String { ".\(name).registry-" }

  /// Makes the new folder and locks it for the life of this process, before it has the name by which others find it.
  private static func stage(
    beside name: String, in parent: Int32, _ shown: String
  ) throws(GitError) -> (name: String, descriptor: Int32) {
    let temporary = ".registry-new-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    guard mkdirat(parent, temporary, 0o777) == 0 else { throw FileSystem.failure("make a folder beside", shown) }
    let descriptor = openat(parent, temporary, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      throw FileSystem.failure("open a folder beside", shown)
    }
    _ = flock(descriptor, LOCK_EX | LOCK_NB)
    let staged = "\(prefix(name))\(status.st_ino)"
    guard linux_rename(parent, temporary, staged, 0) == 0 || renameat(parent, temporary, parent, staged) == 0 else {
      let error = FileSystem.failure("rename a folder beside", shown)
      unlinkat(parent, temporary, AT_REMOVEDIR)
      throw error
    }
    return (staged, descriptor)
  }

  /// What swaps left that were killed: a new folder goes; an old one, which may hold what is not the model's, gets a name that is
  /// seen. A swap that is under way holds its new folder's lock, and whoever exchanges holds that of the old one.
  private static func clear(beside name: String, in parent: OutputFolder, _ descriptor: Int32) throws(GitError) {
    for left in OutputFolder.names(in: descriptor) ?? [] where left.hasPrefix(prefix(name)) {
      let folder = openat(descriptor, left, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard folder >= 0 else { continue }
      defer { close(folder) }
      var status = stat()
      guard flock(folder, LOCK_EX | LOCK_NB) == 0, fstat(folder, &status) == 0 else { continue }
      if left == "\(prefix(name))\(status.st_ino)" {
        try parent.removeTree(left)
      } else {
        _ = linux_rename(descriptor, left, keptName(of: name), 0)
      }
    }
  }

  private static func keptName(of name: String) -> String {
    "\(name).before-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
  }

  /// Puts the new folder into the old one's place, and removes the old one's files.
  ///
  /// - Parameters:
  ///   - files: those to remove, by paths in the old folder.
  ///   - folders: those to remove where they hold nothing else.
  /// - Returns: where the old folder is, if it holds more than that; nil where it is gone.
  /// - Throws: ``BlobExportError/noExchange(_:_:)``, and the new folder is gone.
  package func exchange(removing files: [String], _ folders: Set<String>) throws -> String? {
    guard let descriptor = try parent.descriptor(isMade: false) else {
      throw FileSystem.failure("open", parent.path, ENOENT)
    }
    let old = try target.descriptor(isMade: false)
    guard linux_rename(descriptor, stagedName, name, old == nil ? 0 : 1) == 0 else {
      let code = errno
      discard()
      guard [EINVAL, ENOSYS, EOPNOTSUPP, EBUSY, EXDEV].contains(code) else {
        throw FileSystem.failure("exchange", target.path, code)
      }
      throw BlobExportError.noExchange(target.path, String(cString: strerror(code)))
    }
    guard old != nil else { return nil }
    // The old folder is still open, wherever it is now.
    for path in files { try target.remove(path) }
    for path in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) { try? target.removeFolder(path) }
    if unlinkat(descriptor, stagedName, AT_REMOVEDIR) == 0 { return nil }
    let left = Self.keptName(of: name)
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
