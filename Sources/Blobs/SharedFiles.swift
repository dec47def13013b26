package import Git
import Glibc

/// Files and folders of a repository that accounts share whose permissions are not those of `core.sharedRepository`: made by a program
/// that knows nothing of that setting, or before it was set.
///
/// Looked at is what every account must read, write or search: objects, references, reflogs, LFS content, locks and the record's
/// files. A call to the kernel each.
package struct SharedFiles {
  /// One of them.
  package struct Wrong: Sendable {
    package let path: String
    package let mode: UInt32
    /// What git would have given it; never to be written by everybody.
    package let wanted: UInt32
    /// True where this account may put it right.
    package let isOwn: Bool
  }

  /// Those with wrong permissions, this account's and others'; none where nothing is shared.
  package let wrong: [Wrong]

  /// - Parameter path: one more file to look at, if it lies in the repository.
  package init(of repository: Repository, and path: String? = nil) throws(GitError) {
    let permissions = try repository.sharedPermissions()
    guard permissions.isShared else {
      wrong = []
      return
    }
    var search = Search(permissions: permissions)
    let folder = repository.commonDirectory
    for name in ["", "/HEAD", "/packed-refs", "/registry.lock", "/registry-import.lock"] {
      search.look(at: folder + name)
    }
    for name in ["objects", "refs", "logs", "registry"] { search.walk("\(folder)/\(name)") }
    if let path, path.hasPrefix(folder + "/") { search.look(at: path) }
    let store = try LFSStore(of: repository)
    if !store.isOutside(of: repository) {
      search.look(at: store.folder)
      search.look(at: store.temporaryFolder)
      search.walk(store.folder + "/objects")
    }
    wrong = search.wrong
  }

  private struct Search {
    let permissions: SharedPermissions
    var wrong: [Wrong] = []

    mutating func walk(_ folder: String) {
      guard look(at: folder) else { return }
      for name in FileSystem.names(in: folder) where !Self.isTransient(name) { walk("\(folder)/\(name)") }
    }

    /// git's and ours: what is under way belongs to who makes it.
    private static func isTransient(_ name: String) -> Bool {
      ["tmp_", "incoming-", ".registry-"].contains { name.hasPrefix($0) } || name.hasSuffix(".lock")
    }

    /// - Returns: true for a folder.
    @discardableResult
    mutating func look(at path: String) -> Bool {
      var status = stat()
      guard lstat(path, &status) == 0 else { return false }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      guard isFolder || status.st_mode & S_IFMT == S_IFREG else { return false }
      let mode = status.st_mode & 0o7777
      let wanted = permissions.mode(of: mode, isFolder: isFolder) & ~0o002 | mode & 0o002
      if wanted != mode {
        let account = geteuid()
        wrong.append(
          Wrong(path: path, mode: mode, wanted: wanted & ~0o002, isOwn: account == 0 || account == status.st_uid))
      }
      return isFolder
    }
  }
}

extension SharedFiles {
  /// What to tell of them, a line for those that this account may put right and one for the others, each with what does that.
  package var problems: [(text: String, mend: (() throws -> Void)?)] {
    let own = wrong.filter(\.isOwn)
    let others = wrong.filter { !$0.isOwn }
    var problems: [(text: String, mend: (() throws -> Void)?)] = []
    if let first = own.first {
      problems.append(
        (Self.text(first, own.count), { for file in own { try FileSystem.setMode(file.path, file.wanted) } }))
    }
    if let first = others.first {
      problems.append((Self.text(first, others.count) + "; other accounts own them, and must fix them", nil))
    }
    return problems
  }

  private static func text(_ first: Wrong, _ count: Int) -> String {
    let mode = { (mode: UInt32) in String(mode, radix: 8) }
    let others = count > 1 ? ", like \(count - 1) more" : ""
    return
      "\(first.path) has the permissions \(mode(first.mode)), but core.sharedRepository means \(mode(first.wanted))\(others): not every account that shares the repository can use it"
  }
}
