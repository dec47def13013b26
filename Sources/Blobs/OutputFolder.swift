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
  private let place: Place
  private let state = Mutex(State())

  private enum Place {
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
  package init(_ name: String, in parent: OutputFolder) {
    path = parent.path == "." ? name : "\(parent.path)/\(name)"
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
        if isMade, !FileSystem.isFolder(path) {
          state.madeAbove = FileSystem.missingFolders([path])
          try FileSystem.makeFolder(path, isSynced: false)
        }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT, !isMade { return nil }
        guard descriptor >= 0 else { throw FileSystem.failure("open", self.path) }
        state.descriptor = descriptor
      case .child(let name, let parent):
        guard let folder = try parent.descriptor(isMade: isMade) else { return nil }
        guard let (descriptor, isNew) = try Self.openFolder(name, in: folder, isMade: isMade, self.path) else {
          return nil
        }
        state.descriptor = descriptor
        state.isMade = isNew
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
    GitError(operation: shown, reason: .other(ELOOP), detail: "it is a link or a file where a folder has to be")
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

  /// Removes the folders that were made and hold nothing.
  func removeMadeFolders() {
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
