import Git
import Glibc

/// A second name for a stored file, so that content takes its space once. Read-only: a write through either name would alter
/// what the store has.
enum LinkedFile {
  /// Makes a hard link under a temporary name in `folder`, for ``FileSystem/publish(_:as:isSynced:)`` or for removal.
  ///
  /// - Returns: nil where the two cannot share a file: another file system, one without links, another user's file.
  static func make(of source: String, in folder: String) throws(GitError) -> String? {
    try FileSystem.makeFolder(folder, isSynced: false)
    for _ in 0..<100 {
      let name = "\(folder)/.registry-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
      guard link(source, name) == 0 else {
        if errno == EEXIST { continue }
        if errno == ENOENT { throw FileSystem.failure("link", source) }
        return nil
      }
      guard chmod(name, 0o444) == 0 else {
        unlink(name)
        return nil
      }
      return name
    }
    return nil
  }
}
