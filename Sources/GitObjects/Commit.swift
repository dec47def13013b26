/// A commit object, with what git registry reads of it.
///
///     tree <id>
///     parent <id>                     none, one or several
///     author <name> <<mail>> <seconds> <zone>
///     committer <name> <<mail>> <seconds> <zone>
///     (more headers)
///
///     message
///
/// Source: gitformat-commit, git's `commit.c`.
package struct Commit: Sendable {
  package let id: ObjectID
  package let tree: ObjectID
  package let parents: [ObjectID]
  private let authorLine: ArraySlice<UInt8>
  private let committerLine: ArraySlice<UInt8>
  package let message: String

  /// Reads a commit's content, line by line in the order in which git reads it; nil for anything else.
  ///
  /// git takes the first line for the tree, whatever a later header says, and digits in either case.
  package init?(id: ObjectID, content: [UInt8]) {
    var lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    func take(_ key: String) -> ArraySlice<UInt8>? {
      guard let line = lines.first, line.starts(with: (key + " ").utf8) else { return nil }
      lines.removeFirst()
      return line.dropFirst(key.utf8.count + 1)
    }
    func takeID(_ key: String) -> ObjectID? {
      take(key).flatMap { ObjectID(hex: String(decoding: $0, as: UTF8.self).lowercased()) }
    }
    guard let tree = takeID("tree") else { return nil }
    var parents: [ObjectID] = []
    while lines.first?.starts(with: "parent ".utf8) == true {
      guard let parent = takeID("parent") else { return nil }
      parents.append(parent)
    }
    guard let author = take("author"), let committer = take("committer") else { return nil }
    let message = lines.drop { !$0.isEmpty }.dropFirst().joined(separator: [UInt8(ascii: "\n")])
    self.id = id
    self.tree = tree
    self.parents = parents
    authorLine = author
    committerLine = committer
    self.message = String(decoding: Array(message), as: UTF8.self)
  }

  // Read where they are asked for: a hook needs neither.
  package var author: Identity { Identity(String(decoding: authorLine, as: UTF8.self)) }
  package var committer: Identity { Identity(String(decoding: committerLine, as: UTF8.self)) }

  /// The content of a new commit.
  ///
  /// - Parameters:
  ///   - author: `Name <mail> <seconds> <zone>`, as `git var GIT_AUTHOR_IDENT` prints it; `committer` likewise.
  package static func content(tree: ObjectID, parents: [ObjectID], author: String, committer: String, message: String)
    -> [UInt8]
  {
    var lines = ["tree \(tree)"]
    lines += parents.map { "parent \($0)" }
    lines += ["author \(author)", "committer \(committer)", "", message]
    let text = lines.joined(separator: "\n")
    return Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
  }
}
