package import Git
import Glibc

/// The few calls to the kernel that a store of blobs needs, each failing with the call and its cause.
package enum FileSystem {
  /// 64 to 256 KiB: larger pieces were slower here.
  static let chunkSizeInBytes = 256 * 1024

  static func failure(_ call: String, _ path: String) -> GitError {
    let code = errno
    return GitError(
      operation: "\(call) \(path)", reason: code == ENOENT ? .notFound : .other(code),
      detail: String(cString: strerror(code)))
  }

  /// Nil where there is no such file.
  static func sizeInBytes(of path: String) throws(GitError) -> Int64? {
    var status = stat()
    if stat(path, &status) == 0 { return Int64(status.st_size) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw failure("stat", path)
  }

  /// Makes a folder and those above it.
  package static func makeFolder(_ path: String) throws(GitError) {
    if mkdir(path, 0o777) == 0 { return try syncParent(of: path) }
    guard errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw failure("mkdir", path)
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure("mkdir", path) }
    try syncParent(of: path)
  }

  private static func syncParent(of path: String) throws(GitError) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    try sync(folder: String(path[..<slash]))
  }

  private static func sync(folder: String) throws(GitError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("fsync", folder) }
  }

  /// Moves a synced temporary file to its name and syncs the folder, so that a power cut leaves the old or the new state.
  package static func publish(_ temporary: String, as path: String) throws(GitError) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    try makeFolder(folder)
    guard rename(temporary, path) == 0 else { throw failure("rename", path) }
    try sync(folder: folder)
  }

  package static func remove(_ path: String) { unlink(path) }
}
