import Blobs
import Git
import Glibc

/// What pre-receive tells proc-receive of the same push: that it was judged, with what in mind, and that its objects are on the disk.
/// So a push is judged once, and outside of the lock.
///
///     registry/judged/<process of git receive-pack>
///
/// Both hooks are children of that process. Where the note is missing, or the references are others by now, the push is judged again.
struct JudgedPush {
  let actor: String?
  /// What the verdict depends on; see ``PushJudge/circumstances(of:)``.
  let circumstances: String

  private static func path(in repository: Repository) -> String {
    "\(repository.commonDirectory)/registry/judged/\(getppid())"
  }

  /// Leaves the note. Where it cannot be written, nothing is lost but time.
  func leave(in repository: Repository) {
    guard actor?.utf8.contains(UInt8(ascii: "\n")) != true else { return }
    let path = Self.path(in: repository)
    let text = "\(actor.map { "by \($0)" } ?? "")\n\(circumstances)"
    do throws(GitError) {
      try FileSystem.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), isSynced: false)
      try FileSystem.write(Array(text.utf8), to: path)
    } catch {
      FileSystem.remove(path)
    }
  }

  /// Takes the note away; nil where there is none, or it is older than any push of now.
  ///
  /// - Parameter seconds: the time that a push may take.
  static func take(in repository: Repository, atMost seconds: Int) -> JudgedPush? {
    let path = path(in: repository)
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let text = FileSystem.text(of: path)
    FileSystem.remove(path)
    let age = time(nil) - status.st_mtim.tv_sec
    guard let text, (0...seconds).contains(age), let end = text.utf8.firstIndex(of: UInt8(ascii: "\n")) else {
      return nil
    }
    let first = text[..<end]
    return JudgedPush(
      actor: first.hasPrefix("by ") ? String(first.dropFirst(3)) : nil,
      circumstances: String(text[text.utf8.index(after: end)...]))
  }
}
