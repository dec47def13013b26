import Diagnostics
import Glibc

/// The permissions of what a repository's files and folders get: those that git gives them, by `core.sharedRepository`.
///
///     umask, false, 0             what the umask leaves
///     group, true, 1              besides, the group reads and writes
///     all, world, everybody, 2    besides, everybody reads
///     0640                        exactly these, whatever the umask; folders may be searched by whoever may read
///
/// A file that nobody may write, as objects are, stays so.
///
/// Source: git-config(1), "core.sharedRepository"; `git_config_perm` in git's setup.c, `calc_shared_perm` in its path.c.
package struct SharedPermissions: Hashable, Sendable {
  private enum Extent: Hashable, Sendable {
    case umask
    case atLeast(mode_t)
    case exactly(mode_t)
  }

  private let extent: Extent

  /// - Parameter setting: the last value of `core.sharedRepository`; nil where it is not set.
  /// - Returns: nil for what git refuses.
  package init?(_ setting: String?) {
    guard let extent = Self.extent(setting) else { return nil }
    self.extent = extent
  }

  private static func extent(_ setting: String?) -> Extent? {
    switch setting {
    case nil, "umask", "": return .umask
    case "group": return .atLeast(0o660)
    case "all", "world", "everybody": return .atLeast(0o664)
    case let text?:
      guard let number = Int32(text, radix: 8) else {
        return ConfigurationValue.boolean(text).map { $0 ? .atLeast(0o660) : .umask }
      }
      switch number {
      case 0: return .umask
      case 1: return .atLeast(0o660)
      case 2: return .atLeast(0o664)
      default: return number & 0o600 == 0o600 ? .exactly(mode_t(truncatingIfNeeded: number) & 0o666) : nil
      }
    }
  }

  /// True where other accounts than the owner may, or may not, do what the umask alone would not say.
  package var isShared: Bool { extent != .umask }

  /// True where the repository's group may write.
  package var letsGroupWrite: Bool { granted & 0o020 != 0 }

  private var granted: mode_t {
    switch extent {
    case .umask: 0
    case .atLeast(let mode), .exactly(let mode): mode
    }
  }

  /// What git makes of the permissions of a file, or of a folder, that is there.
  package func mode(of mode: UInt32, isFolder: Bool) -> UInt32 {
    guard isShared else { return mode }
    var granted = granted
    if mode & 0o200 == 0 { granted &= ~0o222 }
    if mode & 0o100 != 0 { granted |= Self.search(granted) }
    var result = mode | granted
    if case .exactly = extent { result = (mode & ~0o777) | granted }
    guard isFolder else { return result }
    result |= Self.search(result)
    return result & 0o060 == 0 ? result : result | mode_t(S_ISGID)
  }

  private static func search(_ mode: mode_t) -> mode_t { (mode & 0o444) >> 2 }

  /// The umask under which whatever is made has git's permissions from the start, so that nobody ever meets others.
  func mask(under umask: mode_t) -> mode_t {
    let free = granted | Self.search(granted)
    switch extent {
    case .umask: return umask
    case .atLeast: return umask & ~free
    case .exactly: return ~free & 0o777
    }
  }

  /// Makes files and folders of the repository: `body` runs under the process's umask of ``mask(under:)``.
  ///
  /// Processes that are started in it inherit that. What is made elsewhere, such as a checkout's files, is made outside of it. Threads
  /// that make files of repositories with other permissions wait.
  func applied<Value>(_ body: () throws(GitError) -> Value) throws(GitError) -> Value {
    try ProcessUmask.applied(self, body)
  }

  /// Lets what is made in a folder, and in those above it, belong to their group, as git does with each folder that it makes.
  ///
  /// - Parameter top: where to stop; one that belongs to another account is left as it is.
  func passOnGroup(from path: String, to top: String) {
    guard isShared else { return }
    var folder = Substring(path)
    while folder.utf8.count > top.utf8.count, folder.hasPrefix(top) {
      var status = stat()
      let place = String(folder)
      if stat(place, &status) == 0 {
        let wanted = mode(of: status.st_mode & 0o7777, isFolder: true)
        guard wanted != status.st_mode & 0o7777 else { return }
        chmod(place, wanted)
      }
      folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
    }
  }
}

extension Repository {
  /// What `core.sharedRepository` says.
  ///
  /// - Throws: ``GitError`` where git would stop too.
  package func sharedPermissions() throws(GitError) -> SharedPermissions {
    if let known = knownPermissions { return known }
    let setting = try configurations("core.sharedRepository").last
    guard let permissions = SharedPermissions(setting) else {
      throw GitError(
        operation: "read the git configuration", reason: .other(-1),
        detail:
          "core.sharedRepository is '\(EscapedText.printable(setting ?? ""))', which git accepts neither as a word nor as a mode that lets the owner read and write"
      )
    }
    knownPermissions = permissions
    return permissions
  }

  /// Makes files and folders of this repository, with the permissions that git would give them.
  package func making<Value>(_ body: () throws(GitError) -> Value) throws(GitError) -> Value {
    try sharedPermissions().applied(body)
  }
}
