import Actions
import Diagnostics
import Files
import Git
import Glibc

/// The folder that a site is written to. What lies there and is not of a site is never touched.
///
///     DIR/.git-registry-site   the paths of all files that were written, one a line below a first line that says what it is
///
/// While it is written the list has the old and the new paths, so that a build that was killed is finished by the next one: a file is
/// written unless it has the very bytes.
package struct SiteFolder {
  /// What an update did.
  package struct Changes: Hashable, Sendable {
    package var files = 0
    package var written = 0
    package var removed = 0
    package var sizeInBytes: Int64 = 0
  }

  private static let list = ".git-registry-site"
  private static let head = "git-registry site 1"
  private static let temporary = ".git-registry-site.new"

  private let folder: String
  /// Those that an earlier build wrote.
  private let old: Set<String>

  /// - Throws: ``ActionFailure`` for a folder with files that no site has.
  package init(_ folder: String) throws {
    self.folder = folder
    guard FileSystem.exists(folder) || FileSystem.isLink(folder) else {
      old = []
      return
    }
    guard FileSystem.isFolder(folder) else {
      throw ActionFailure(.conflict, "'\(EscapedText.line(folder))' is not a folder")
    }
    guard let text = FileSystem.text(of: "\(folder)/\(Self.list)") else {
      guard FileSystem.names(in: folder).isEmpty else {
        throw ActionFailure(
          .conflict, "'\(EscapedText.line(folder))' has files that are not of a site",
          help: "name a new folder, or an empty one")
      }
      old = []
      return
    }
    let lines = text.split(separator: "\n").map(String.init)
    guard lines.first == Self.head, lines.dropFirst().allSatisfy(Self.isPath) else {
      throw ActionFailure(
        .conflict, "'\(EscapedText.line(folder))/\(Self.list)' is not the list of a site's files",
        help: "name a new folder, or an empty one")
    }
    old = Set(lines.dropFirst())
  }

  /// Below the folder, and no other way to write it.
  private static func isPath(_ text: String) -> Bool {
    !text.isEmpty
      && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
  }

  /// Writes what differs, and removes what went.
  ///
  /// - Parameter write: calls what it is given once for each path.
  /// - Throws: ``ActionFailure`` if a file of somebody else's is in the way; then nothing was written.
  package func update(
    to paths: [String], by write: (_ put: (_ path: String, _ bytes: [UInt8]) throws -> Void) throws -> Void
  ) throws -> Changes {
    let new = Set(paths)
    try FileSystem.makeFolder(folder, isSynced: false)
    for path in paths {
      let isTaken = !old.contains(path) && (FileSystem.exists(place(path)) || FileSystem.isLink(place(path)))
      if isTaken || FileSystem.link(below: folder, on: Self.parent(path)) != nil {
        throw ActionFailure(
          .conflict, "'\(EscapedText.line(place(path)))' is not a file of this site, and in its way",
          help: "move it elsewhere, or name another folder")
      }
    }
    try note(old.union(new))
    var changes = Changes()
    try write { path, bytes in
      // What is not noted beforehand would stay behind for ever: a mistake of this program.
      guard new.contains(path) else { preconditionFailure("'\(path)' was not planned") }
      changes.files += 1
      changes.sizeInBytes += Int64(bytes.count)
      if old.contains(path), FileSystem.bytes(of: place(path)) == bytes { return }
      let temporary = place(Self.temporary)
      try FileSystem.write(bytes, to: temporary)
      try FileSystem.publish(temporary, as: place(path), isSynced: false)
      changes.written += 1
    }
    for path in old.subtracting(new).sorted() {
      FileSystem.remove(place(path))
      changes.removed += 1
      // A folder that still has something stays.
      var parent = Self.parent(path)
      while !parent.isEmpty, rmdir(place(parent)) == 0 { parent = Self.parent(parent) }
    }
    try note(new)
    return changes
  }

  private func note(_ paths: Set<String>) throws {
    let lines = [Self.head] + paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    try FileSystem.replace(place(Self.list), with: lines.joined(separator: "\n") + "\n")
  }

  private func place(_ path: String) -> String { "\(folder)/\(path)" }

  private static func parent(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
