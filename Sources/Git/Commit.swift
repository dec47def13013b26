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
  package let author: String
  package let committer: String
  package let message: String

  /// Reads a commit's content; nil where the first lines are not those of a commit.
  init?(id: ObjectID, content: [UInt8]) {
    let text = String(decoding: content, as: UTF8.self)
    let (head, message) = text.utf8.splitOnce(by: "\n\n")
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var author = ""
    var committer = ""
    for line in head.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = Substring(parts[1])
      switch String(Substring(parts[0])) {
      case "tree": tree = tree ?? ObjectID(hex: value)
      case "parent": ObjectID(hex: value).map { parents.append($0) }
      case "author": author = String(value)
      case "committer": committer = String(value)
      default: break
      }
    }
    guard let tree else { return nil }
    self.id = id
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.message = String(message)
  }

  /// The content of a new commit.
  ///
  /// - Parameters:
  ///   - author: `Name <mail> <seconds> <zone>`, as `git var GIT_AUTHOR_IDENT` prints it; `committer` likewise.
  static func content(tree: ObjectID, parents: [ObjectID], author: String, committer: String, message: String)
    -> [UInt8]
  {
    var lines = ["tree \(tree)"]
    lines += parents.map { "parent \($0)" }
    lines += ["author \(author)", "committer \(committer)", "", message]
    let text = lines.joined(separator: "\n")
    return Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
  }
}

extension String.UTF8View {
  /// The parts before and after the first `separator`; the second is empty where there is none.
  fileprivate func splitOnce(by separator: String) -> (Substring.UTF8View, Substring) {
    var index = startIndex
    while index < endIndex {
      if self[index...].starts(with: separator.utf8) {
        return (self[..<index], Substring(self[self.index(index, offsetBy: separator.utf8.count)...]))
      }
      formIndex(after: &index)
    }
    return (self[...], "")
  }
}
