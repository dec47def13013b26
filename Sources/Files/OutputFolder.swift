package import Git
import Glibc
import Manifests
import Synchronization

/// A folder that files are written into. Nothing is read or written outside of it, whatever links lie below it or are put there
/// meanwhile: from the folder's descriptor on, each name is opened beside the descriptor of the one before, and no link is followed.
///
///     /srv/models/current        what the user named: links in it are followed
///                 m-1.2.0        a child, and all paths below: links are refused
///
/// It is opened where it is first needed, and made where something is first written.
///
/// Source: open(2), "Rationale for openat() and other directory file descriptor APIs".
package final class OutputFolder: Sendable {
  /// As messages name it.
  package let path: String
  let place: Place
  private let state = Mutex(State())

  enum Place {
    case path(String)
    case child(String, of: OutputFolder)
  }

  private struct State {
    var descriptor: Int32?
    /// Folders that were made below this one, the outer before the inner; and those at and above it.
    var madeBelow: [String] = []
    var madeAbove: [String] = []
    var isMade = false
  }

  /// - Parameter path: links in it are followed: the user named them.
  package init(_ path: String, shownAs shown: String? = nil) {
    self.path = shown ?? path
    place = .path(path)
  }

  /// A folder in another one, where no link is followed.
  package init(_ name: String, in parent: OutputFolder, shownAs shown: String? = nil) {
    path = shown ?? (parent.path == "." ? name : "\(parent.path)/\(name)")
    place = .child(name, of: parent)
  }

  deinit {
    if let descriptor = state.withLock({ $0.descriptor }) { close(descriptor) }
  }

  /// - Returns: nil where it is not there, and not to be made.
  func descriptor(isMade: Bool) throws(GitError) -> Int32? {
    try state.withLock { state throws(GitError) in
      if let descriptor = state.descriptor { return descriptor }
      switch place {
      case .path(let path):
        let isNew = isMade && !FileSystem.isFolder(path)
        if isNew {
          state.madeAbove = FileSystem.missingFolders([path])
          try FileSystem.makeFolder(path, isSynced: false)
        }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT, !isMade { return nil }
        guard descriptor >= 0 else {
          throw errno == ENOTDIR ? Self.obstacle(self.path) : FileSystem.failure("open", self.path)
        }
        state.descriptor = descriptor
        if isNew { try lock(descriptor) }
      case .child(let name, let parent):
        guard let folder = try parent.descriptor(isMade: isMade) else { return nil }
        guard let (descriptor, isNew) = try Self.openFolder(name, in: folder, isMade: isMade, self.path) else {
          return nil
        }
        state.descriptor = descriptor
        state.isMade = isNew
        if isNew { try lock(descriptor) }
      }
      return state.descriptor
    }
  }

  private static func openFolder(
    _ name: String, in folder: Int32, isMade: Bool, _ shown: String
  ) throws(GitError) -> (descriptor: Int32, isNew: Bool)? {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var isNew = false
    var descriptor = openat(folder, name, flags)
    if descriptor < 0, errno == ENOENT {
      guard isMade else { return nil }
      isNew = mkdirat(folder, name, 0o777) == 0
      guard isNew || errno == EEXIST else { throw FileSystem.failure("mkdir", shown) }
      descriptor = openat(folder, name, flags)
    }
    if descriptor >= 0 { return (descriptor, isNew) }
    guard [ELOOP, ENOTDIR].contains(errno) else { throw FileSystem.failure("open", shown) }
    throw obstacle(shown)
  }

  private static func obstacle(_ shown: String) -> GitError {
    GitError(operation: shown, reason: .other(ELOOP), detail: "it is a link or a file in place of a folder")
  }

  /// The error as people read it: ``BlobExportError/linkInTheWay(_:)`` where something is no folder that has to be one.
  package static func told(_ error: GitError) -> any Error {
    error.reason == .other(ELOOP) ? BlobExportError.linkInTheWay(error.operation) : error
  }

  /// Runs `body` with the descriptor of the folder that holds a path, and the path's last name.
  ///
  /// - Returns: nil where the folder is not there, and not to be made.
  func withFolder<Value>(
    of path: String, isMade: Bool = false, _ body: (Int32, String) throws(GitError) -> Value
  ) throws(GitError) -> Value? {
    guard let root = try descriptor(isMade: isMade) else { return nil }
    var folder = root
    defer { if folder != root { close(folder) } }
    var start = path.startIndex
    while let slash = path[start...].firstIndex(of: "/") {
      let outer = String(path[..<slash])
      guard
        let next = try Self.openFolder(
          String(path[start..<slash]), in: folder, isMade: isMade, "\(self.path)/\(outer)")
      else { return nil }
      if next.isNew { state.withLock { $0.madeBelow.append(outer) } }
      if folder != root { close(folder) }
      folder = next.descriptor
      start = path.index(after: slash)
    }
    return try body(folder, String(path[start...]))
  }

  /// Waits until nobody else pulls into the folder, and keeps them out as long as this process lives. Where the file system has no
  /// locks, nobody is kept out.
  ///
  /// - Parameter isAlone: true where the process locks no other folder. Then one that is not there yet is locked by the one above,
  ///   so that two who make it wait for one another; with several, they might for ever.
  package func lock(isAlone: Bool = false) throws(GitError) {
    var above: Int32?
    while true {
      if let descriptor = try descriptor(isMade: false) {
        above.map { _ = close($0) }
        above = nil
        try lock(descriptor)
        if try isInPlace(descriptor) { return }
        close(descriptor)
        state.withLock { $0.descriptor = nil }
      } else {
        guard isAlone, above == nil, let folder = try openAbove() else { return }
        do throws(GitError) { try lock(folder) } catch {
          close(folder)
          throw error
        }
        above = folder
      }
    }
  }

  private func lock(_ descriptor: Int32) throws(GitError) {
    guard AdvisoryLock.take(descriptor, LOCK_EX, secondsAtMost: Self.secondsOfPulling) == EWOULDBLOCK else { return }
    throw GitError(
      operation: "lock \(path)", reason: .locked,
      detail: "another process has been pulling into it for a day\(AdvisoryLock.help(path))")
  }

  /// Terabytes over a slow line.
  private static let secondsOfPulling = 86_400.0

  /// False where somebody has put another folder in the place of the one that is open.
  private func isInPlace(_ descriptor: Int32) throws(GitError) -> Bool {
    var (held, named) = (stat(), stat())
    guard fstat(descriptor, &held) == 0 else { throw FileSystem.failure("stat", path) }
    let isThere =
      switch place {
      case .path(let path): stat(path, &named) == 0
      case .child(let name, let parent):
        fstatat(try parent.descriptor(isMade: false) ?? -1, name, &named, AT_SYMLINK_NOFOLLOW) == 0
      }
    return isThere && held.st_ino == named.st_ino && held.st_dev == named.st_dev
  }

  /// Opens the folder that holds this one; nil where it is not there either.
  private func openAbove() throws(GitError) -> Int32? {
    let descriptor: Int32
    switch place {
    case .path(let path):
      let names = path.split(separator: "/").dropLast().joined(separator: "/")
      descriptor = open((path.hasPrefix("/") ? "/" : "./") + names, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    case .child(_, let parent):
      guard let folder = try parent.descriptor(isMade: false) else { return nil }
      descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    return descriptor < 0 ? nil : descriptor
  }

  /// Removes the folders that were made and hold nothing.
  package func removeMadeFolders() {
    let made = state.withLock { state in
      defer { (state.madeBelow, state.madeAbove) = ([], []) }
      return state
    }
    for path in made.madeBelow.reversed() { try? removeFolder(path) }
    if made.isMade, case .child(let name, let parent) = place { try? parent.removeFolder(name) }
    for folder in made.madeAbove { rmdir(folder) }
    if case .child(_, let parent) = place { parent.removeMadeFolders() }
  }
}
