import Diagnostics
internal import GRDB
private import Glibc

/// The file of a store: made whole or not at all, and opened only if it is one.
enum StoreFile {
  static func exists(_ path: String) throws(RunStoreError) -> Bool {
    var status = stat()
    if lstat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw RunStoreError(.own, "\(EscapedText.line(path)) is not a file; name another path for the runs")
      }
      return true
    }
    guard errno == ENOENT else { throw failure("opened", path) }
    return false
  }

  /// Makes an empty store under another name, syncs it and gives it its own.
  static func make(_ path: String) throws {
    let new = path + "-new"
    for end in ["", "-wal", "-shm", "-journal"] { unlink(new + end) }
    let queue = try DatabaseQueue(path: new)
    try Schema.migrator.migrate(queue)
    try queue.close()
    guard chmod(new, 0o600) == 0, rename(new, path) == 0 else { throw failure("made", path) }
    try syncFolder(of: path)
  }

  /// Refuses a file that does not begin as SQLite's do, an empty one too: a store is never made in a file's place.
  static func check(_ path: String) throws(RunStoreError) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw failure("opened", path) }
    defer { close(file) }
    let magic = Array("SQLite format 3\0".utf8)
    var head = [UInt8](repeating: 0, count: magic.count)
    let count = read(file, &head, head.count)
    guard count == magic.count, head == magic else { throw foreign(path) }
  }

  /// Brings a store of an older version to this one's tables.
  static func migrate(_ pool: DatabasePool, _ path: String) throws {
    let id = try pool.read { try Int64.fetchOne($0, sql: "PRAGMA application_id") }
    guard id == Schema.applicationID else { throw foreign(path) }
    guard try pool.read({ try !Schema.migrator.hasBeenSuperseded($0) }) else {
      throw RunStoreError(.own, "\(EscapedText.line(path)) was written by a newer version; install that one")
    }
    try Schema.migrator.migrate(pool)
  }

  private static func syncFolder(of path: String) throws(RunStoreError) {
    let parent = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    let folder = open(parent ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw failure("made", path) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw failure("made", path) }
  }

  private static func foreign(_ path: String) -> RunStoreError {
    RunStoreError(
      .own, "\(EscapedText.line(path)) is damaged or not a run store; restore it from a backup, or name another path")
  }

  private static func failure(_ verb: String, _ path: String) -> RunStoreError {
    RunStoreError(.own, "\(EscapedText.line(path)) cannot be \(verb): \(String(cString: strerror(errno)))")
  }
}
