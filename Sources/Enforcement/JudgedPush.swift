import Blobs
import Git
import Glibc

/// What pre-receive passes on to proc-receive of the same push: that it was judged, on what basis, and which objects it brought.
/// So a push is judged once, and outside of the lock.
///
///     registry/judged/<process of git receive-pack>
///
/// Both hooks are children of that process. If the note is missing, or the references have changed since, the push is judged again.
struct JudgedPush {
  let updates: [RefUpdate]
  /// The files of its objects; see ``Git/Repository/quarantinedFiles()``.
  let objects: [String]
  /// What the verdict depends on; see ``PushJudge/circumstances(of:)``.
  let circumstances: String

  private static func path(in repository: Repository) -> String {
    "\(repository.commonDirectory)/registry/judged/\(getppid())"
  }

  /// Leaves the note. If it cannot be written, nothing is lost but time.
  func leave(in repository: Repository) {
    let path = Self.path(in: repository)
    do throws(GitError) {
      try repository.making { () throws(GitError) in
        try FileSystem.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), isSynced: false)
        try FileSystem.write(Array((Self.text(of: updates) + Self.text(of: objects) + circumstances).utf8), to: path)
      }
    } catch {
      FileSystem.remove(path)
    }
  }

  private static func text(of objects: [String]) -> String { objects.map { $0 + "\n" }.joined() + "\n" }

  private static func text(of updates: [RefUpdate]) -> String {
    updates.map { "\($0.old ?? .zero) \($0.new ?? .zero) \($0.name.text)\n" }.joined() + "\n"
  }

  /// Takes the note away; nil if there is none, it is older than any push of now, or it is of another push: processes of two
  /// containers may have one number.
  ///
  /// - Parameter seconds: the time that a push may take.
  static func take(of updates: [RefUpdate], in repository: Repository, atMost seconds: Int) -> JudgedPush? {
    let path = path(in: repository)
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let text = FileSystem.text(of: path)
    FileSystem.remove(path)
    let age = time(nil) - status.st_mtim.tv_sec
    let head = Self.text(of: updates)
    guard (0...seconds).contains(age), let text, text.hasPrefix(head) else { return nil }
    var rest = text.dropFirst(head.count)
    var objects: [String] = []
    while let end = rest.firstIndex(of: "\n") {
      let line = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if line.isEmpty { break }
      objects.append(String(line))
    }
    return JudgedPush(updates: updates, objects: objects, circumstances: String(rest))
  }
}
