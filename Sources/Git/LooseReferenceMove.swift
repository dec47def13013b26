import CLinux
import Glibc

/// Moves references that are files, in this process, by the protocol of `git update-ref`: all are locked and have the value that they
/// must have, then each lock file takes its reference's place.
///
///     refs/heads/main.lock     made by one process alone; holds the new value
///     refs/heads/main          the lock file, renamed
///     logs/refs/heads/main     a line more
///
/// A process of git costs a push as much as judging it. What is not that plain is left to git: a reference that is made or deleted, a
/// packed or symbolic one, one that somebody holds the lock of, a hook that git would run.
///
/// Source: gitrepository-layout(5); git's `refs/files-backend.c`.
struct LooseReferenceMove {
  let repository: Repository
  let changes: [RefChange]
  /// The reflog's line.
  let message: String

  /// - Returns: false where git has to do it; nothing has changed then.
  /// - Throws: ``GitError`` where a lock file could not take its reference's place.
  func run() throws(GitError) -> Bool {
    // Of a HEAD that cannot be read, git has the words.
    guard try isPlain(), let head = try? repository.headBranch()?.text ?? "" else { return false }
    var locks: [String] = []
    defer { locks.forEach { unlink($0) } }
    for change in changes {
      guard let new = change.new, lock(change.name.text, value: new, &locks),
        Self.value(at: path(change.name)) == change.old
      else {
        return false
      }
      if change.name.text == head, !lockHead(like: path(change.name) + ".lock", &locks) { return false }
    }
    guard try writeReflogs(head: head) else { return false }
    for change in changes {
      let lock = path(change.name) + ".lock"
      guard rename(lock, path(change.name)) == 0 else {
        throw GitError(
          operation: "move \(change.name)", reason: .other(errno), detail: String(cString: strerror(errno)))
      }
      // By now it may be somebody else's.
      locks.removeAll { $0 == lock }
    }
    return true
  }

  private func isPlain() throws(GitError) -> Bool {
    // A linked work tree has a HEAD and a reflog of its own.
    guard repository.gitDirectory == repository.commonDirectory else { return false }
    guard changes.allSatisfy({ $0.old != nil && $0.new != nil && $0.old != $0.new }) else { return false }
    guard try repository.configuration("core.hooksPath") == nil else { return false }
    return access("\(repository.commonDirectory)/hooks/reference-transaction", X_OK) != 0
  }

  private func path(_ name: RefName) -> String { "\(repository.commonDirectory)/\(name.text)" }

  private var line: String { String(decoding: message.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self) }

  /// The value that a file of a reference holds; nil where there is none, or it is a symbolic reference.
  static func value(at path: String) -> ObjectID? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 64)
    let count = read(file, &text, text.count)
    guard count == 41, text[40] == UInt8(ascii: "\n") else { return nil }
    return ObjectID(hex: String(decoding: text[..<40], as: UTF8.self))
  }

  /// - Returns: false where the lock is somebody's, or the file cannot be written.
  private func lock(_ name: String, value: ObjectID, _ locks: inout [String]) -> Bool {
    let path = "\(repository.commonDirectory)/\(name).lock"
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { return false }
    locks.append(path)
    let isWritten = Self.write("\(value)\n", to: file)
    linux_start_sync(file)
    return close(file) == 0 && isWritten
  }

  /// Locks HEAD, whose own value stays. By another name of a file that is there: ext4 looks for a new file's inode among all that were freed
  /// in the last five seconds, which at a hundred commits a second is a fifth of the time of each.
  private func lockHead(like lock: String, _ locks: inout [String]) -> Bool {
    let path = "\(repository.commonDirectory)/HEAD.lock"
    if link(lock, path) != 0 {
      // Not every file system has such names.
      guard errno != EEXIST else { return false }
      let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard file >= 0 else { return false }
      close(file)
    }
    locks.append(path)
    return true
  }

  /// Adds a line to the reflog of each, and to HEAD's for the branch that it names.
  ///
  /// - Returns: false where a reflog cannot be opened, as where its folder is missing, or written; no line stays then.
  private func writeReflogs(head: String) throws(GitError) -> Bool {
    var logs: [(file: Int32, size: off_t, line: String)] = []
    defer { for log in logs { close(log.file) } }
    let permissions = try repository.sharedPermissions()
    let end = "\(try repository.reflogIdentity())\t\(line)\n"
    for change in changes {
      for name in change.name.text == head ? ["HEAD", head] : [change.name.text] {
        let path = "\(repository.commonDirectory)/logs/\(name)"
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard file >= 0 else { return false }
        var status = stat()
        let isKnown = fstat(file, &status) == 0
        logs.append((file, status.st_size, "\(change.old ?? .zero) \(change.new ?? .zero) \(end)"))
        guard isKnown else { return false }
        if permissions.isShared {
          fchmod(file, permissions.mode(of: status.st_mode & 0o7777, isFolder: false))
        }
      }
    }
    if logs.allSatisfy({ Self.write($0.line, to: $0.file) }) { return true }
    // Whoever holds the locks writes alone.
    for log in logs { ftruncate(log.file, log.size) }
    return false
  }

  private static func write(_ text: String, to file: Int32) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) } == bytes.count
  }
}
