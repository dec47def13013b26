private import Glibc

/// A move of HEAD's branch that index and work tree have yet to follow, written down before the branch moves, so that whoever comes
/// after a kill brings them after it. Without that the next `git commit` would take back what was acknowledged.
///
///     refs/heads/main 1c0e… 9f3a…        in `registry-checkout` of the work tree's git directory: branch, from, to
struct PendingCheckout {
  let branch: RefName
  /// Nil for a branch that is made.
  let old: ObjectID?
  let new: ObjectID

  private static func path(in repository: Repository) -> String { repository.gitDirectory + "/registry-checkout" }

  /// Writes it down.
  func note(in repository: Repository) throws(GitError) {
    let path = Self.path(in: repository)
    let text = Array("\(branch.text) \(old ?? .zero) \(new)\n".utf8)
    let file = try repository.making { open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666) }
    guard file >= 0 else { throw Self.failure("create \(path)") }
    defer { close(file) }
    guard text.withUnsafeBytes({ write(file, $0.baseAddress, $0.count) }) == text.count else {
      throw Self.failure("write \(path)")
    }
  }

  static func forget(in repository: Repository) { unlink(path(in: repository)) }

  /// What was written down and not forgotten; nil where there is nothing, or nothing whole.
  init?(in repository: Repository) {
    let file = open(Self.path(in: repository), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 8 << 10)
    let count = read(file, &bytes, bytes.count)
    guard count > 0, bytes[count - 1] == UInt8(ascii: "\n") else { return nil }
    let words = String(decoding: bytes[..<(count - 1)], as: UTF8.self).split(separator: " ").map(String.init)
    guard words.count == 3, let branch = RefName(bytes: Array(words[0].utf8)), let old = ObjectID(hex: words[1]),
      let new = ObjectID(hex: words[2])
    else { return nil }
    self.init(branch, from: old == .zero ? nil : old, to: new)
  }

  init(_ branch: RefName, from old: ObjectID?, to new: ObjectID) {
    self.branch = branch
    self.old = old
    self.new = new
  }

  private static func failure(_ call: String) -> GitError {
    GitError(operation: call, reason: .other(errno), detail: String(cString: strerror(errno)))
  }
}
