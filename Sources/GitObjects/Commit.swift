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
    var rest = content[...]
    func takeLine() -> ArraySlice<UInt8> {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      defer { rest = rest[min(end + 1, rest.endIndex)...] }
      return rest[..<end]
    }
    func take(_ key: StaticString) -> ArraySlice<UInt8>? {
      let key = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
      return rest.starts(with: key) ? takeLine().dropFirst(key.count) : nil
    }
    func objectID(_ digits: ArraySlice<UInt8>) -> ObjectID? {
      ObjectID(hex: digits) ?? ObjectID(hex: String(decoding: digits, as: UTF8.self).lowercased())
    }
    guard let tree = take("tree ").flatMap(objectID) else { return nil }
    var parents: [ObjectID] = []
    while let line = take("parent ") {
      guard let parent = objectID(line) else { return nil }
      parents.append(parent)
    }
    guard let author = take("author "), let committer = take("committer ") else { return nil }
    while !rest.isEmpty, !takeLine().isEmpty {}
    self.id = id
    self.tree = tree
    self.parents = parents
    authorLine = author
    committerLine = committer
    message = String(decoding: rest, as: UTF8.self)
  }

  // Read where they are asked for: a hook needs neither.
  package var author: Identity { Identity(authorLine) }
  package var committer: Identity { Identity(committerLine) }

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
