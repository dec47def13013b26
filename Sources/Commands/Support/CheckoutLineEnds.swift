import Git

/// The line ends that git makes in a checkout, as with `core.autocrlf=true`: they are not in what is committed.
struct CheckoutLineEnds {
  private let repository: Repository
  private let top: String

  /// - Parameter top: the folder that names are in.
  init(of repository: Repository, below top: String) {
    self.repository = repository
    self.top = top
  }

  /// A file's content as `git add` would take it, where it differs by line ends alone; else the content itself.
  ///
  /// git is asked, of a file that has such line ends: attributes and settings decide, and what the index holds.
  func asCommitted(_ text: [UInt8], _ name: String) throws(GitError) -> [UInt8] {
    let plain = Self.withoutReturns(text)
    guard plain.count < text.count else { return text }
    let made = try Repository.runGit(["-C", top, "hash-object", "--stdin", "--path", name], input: text)
      .requireSuccess().line
    return try "\(repository.stage(.blob, plain))" == made ? plain : text
  }

  static func asCheckedOut(_ text: String) -> String { text.replacing("\n", with: "\r\n") }

  private static func withoutReturns(_ text: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "\r"), index + 1 < text.count, text[index + 1] == UInt8(ascii: "\n") { continue }
      plain.append(byte)
    }
    return plain
  }
}
