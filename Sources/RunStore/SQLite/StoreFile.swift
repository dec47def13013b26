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
  ///
  /// - Throws: `own` if another store's log is there: its file was lost, and SQLite would write the log into the new one.
  static func make(_ path: String) throws {
    guard access(path + "-wal", F_OK) != 0 else {
      throw RunStoreError(
        .own, "\(EscapedText.line(path)) is missing, but its log \(EscapedText.line(path))-wal is not; restore both")
    }
    let new = path + "-new"
    for end in ["", "-wal", "-shm", "-journal"] { unlink(new + end) }
    let queue = try DatabaseQueue(path: new)
    try Schema.migrator.migrate(queue)
    try queue.close()
    guard chmod(new, 0o600) == 0, rename(new, path) == 0 else { throw failure("made", path) }
    try syncFolder(of: path)
  }

  /// Refuses what is not a store of this version or an older one, before anything in it is touched; an empty file too, since a store is
  /// never made in a file's place.
  static func check(_ path: String) throws {
    guard try applicationID(path) == Schema.applicationID else { throw foreign(path) }
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    guard try queue.read({ try !Schema.migrator.hasBeenSuperseded($0) }) else {
      throw RunStoreError(.own, "\(EscapedText.line(path)) was written by a newer version; install that one")
    }
    try queue.close()
  }

  /// The application id in an SQLite file's header; nil if it has none.
  ///
  /// Source: https://sqlite.org/fileformat.html, 1.3.
  private static func applicationID(_ path: String) throws(RunStoreError) -> UInt32? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw failure("opened", path) }
    defer { close(file) }
    var header = [UInt8](repeating: 0, count: 100)
    guard read(file, &header, header.count) == header.count, header.starts(with: "SQLite format 3\0".utf8) else {
      return nil
    }
    return header[68..<72].reduce(0) { $0 << 8 | UInt32($1) }
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
