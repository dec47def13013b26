import Diagnostics
package import Git
import Glibc

/// Which links of a folder are followed.
package enum FolderLinks {
  /// Those that lead to something in the same folder.
  case inside
  case everywhere
}

extension FileSystem {
  /// The files below a folder, as paths relative to it, sorted.
  ///
  /// - Throws: where a folder cannot be read, and for a link that leads elsewhere, nowhere or back: nothing is left out in silence.
  package static func files(below folder: String, following links: FolderLinks = .inside) throws(GitError) -> [String] {
    var walk = FolderWalk(links: links, root: try resolved(folder))
    try walk.collect(folder, "")
    return walk.found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The first link on the way from a folder to a path below it; nil where there is none.
  ///
  /// - Parameter path: relative to the folder, whose own links do not count.
  package static func link(below folder: String, on path: String) -> String? {
    var place = folder
    for part in path.split(separator: "/") {
      place += "/" + part
      if isLink(place) { return place }
    }
    return nil
  }

  /// What a link says, for people; nil for what is none.
  package static func linkTarget(of path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    return count < 0 ? nil : String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A path without links.
  fileprivate static func resolved(_ path: String) throws(GitError) -> String {
    guard let text = realpath(path, nil) else { throw failure("find", path) }
    defer { free(text) }
    return String(cString: text)
  }
}

private struct FolderWalk {
  let links: FolderLinks
  /// The folder, without links.
  let root: String
  var found: [String] = []
  private var linkedFolders = 0
  /// Two links in each of 30 folders, both to the next one, make a milliard of paths.
  private static let linkedFoldersAtMost = 10_000
  /// The folders that are being walked, as device and number.
  private var above: [(dev_t, ino_t)] = []

  init(links: FolderLinks, root: String) {
    self.links = links
    self.root = root
  }

  mutating func collect(_ folder: String, _ prefix: String) throws(GitError) {
    guard access(folder, R_OK | X_OK) == 0 else { throw FileSystem.failure("read the folder", folder) }
    var status = stat()
    guard stat(folder, &status) == 0 else { throw FileSystem.failure("stat", folder) }
    above.append((status.st_dev, status.st_ino))
    defer { above.removeLast() }
    for name in FileSystem.names(in: folder) {
      let path = folder + "/" + name
      let isLink = FileSystem.isLink(path)
      if isLink { try requireFollowed(path) }
      if FileSystem.isFolder(path) {
        if isLink { try requireNew(path) }
        try collect(path, prefix + name + "/")
      } else {
        found.append(prefix + name)
      }
    }
  }

  private func requireFollowed(_ path: String) throws(GitError) {
    let said = EscapedText.printable(FileSystem.linkTarget(of: path) ?? "")
    guard let target = try? FileSystem.resolved(path) else {
      throw refusal(path, "it is a link to '\(said)', which leads to nothing")
    }
    guard links == .inside, !target.utf8.elementsEqual(root.utf8), !isBelow(target) else { return }
    throw refusal(path, "it is a link to '\(said)', outside of the folder")
  }

  private func isBelow(_ target: String) -> Bool { root == "/" || target.utf8.starts(with: (root + "/").utf8) }

  /// A link to a folder that is being walked would be walked for ever.
  private mutating func requireNew(_ path: String) throws(GitError) {
    var status = stat()
    guard stat(path, &status) == 0, !above.contains(where: { $0.0 == status.st_dev && $0.1 == status.st_ino }) else {
      throw refusal(path, "it is a link to a folder that contains it")
    }
    linkedFolders += 1
    guard linkedFolders <= Self.linkedFoldersAtMost else {
      throw refusal(root, "more than \(Self.linkedFoldersAtMost) links in it lead to folders")
    }
  }

  private func refusal(_ path: String, _ detail: String) -> GitError {
    GitError(operation: "read \(EscapedText.printable(path))", reason: .other(0), detail: detail)
  }
}
