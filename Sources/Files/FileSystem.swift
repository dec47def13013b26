import CLinux
package import Git
import Glibc

/// The few calls to the kernel that a store of blobs needs, each failing with the call and its cause.
package enum FileSystem {
  /// 64 to 256 KiB: larger pieces were slower here.
  static let chunkSizeInBytes = 256 * 1024

  package static func failure(_ call: String, _ path: String, _ code: Int32 = errno) -> GitError {
    GitError(
      operation: "\(call) \(path)", reason: code == ENOENT ? .notFound : .other(code),
      detail: String(cString: strerror(code)))
  }

  /// Nil where there is no such file.
  package static func sizeInBytes(of path: String) throws(GitError) -> Int64? {
    var status = stat()
    if stat(path, &status) == 0 { return Int64(status.st_size) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw failure("stat", path)
  }

  /// Makes a folder and those above it.
  package static func makeFolder(_ path: String, isSynced: Bool = true) throws(GitError) {
    if mkdir(path, 0o777) == 0 { return isSynced ? try syncParent(of: path) : () }
    guard errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw failure("mkdir", path)
    }
    try makeFolder(String(path[..<slash]), isSynced: isSynced)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure("mkdir", path) }
    if isSynced { try syncParent(of: path) }
  }

  private static func syncParent(of path: String) throws(GitError) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    try sync(String(path[..<slash]))
  }

  /// Writes a file, or the names in a folder, to the disk.
  package static func sync(_ path: String) throws(GitError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    SyncCount.add()
    guard fsync(descriptor) == 0 else { throw failure("fsync", path) }
  }

  /// Moves a synced temporary file to its name and syncs the folder, so that a power cut leaves the old or the new state.
  ///
  /// - Parameter isSynced: false where the caller syncs many folders at once.
  package static func publish(_ temporary: String, as path: String, isSynced: Bool = true) throws(GitError) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    try makeFolder(folder, isSynced: isSynced)
    guard rename(temporary, path) == 0 else { throw failure("rename", path) }
    if isSynced { try sync(folder) }
  }

  /// Syncs the whole file system that a folder lies on, which for many files is faster than one by one.
  package static func syncAll(on folder: String) throws(GitError) {
    SyncCount.add()
    guard linux_sync_all(folder) == 0 else { throw failure("sync", folder) }
  }

  package static func remove(_ path: String) { unlink(path) }
}
