import Blobs
import Diagnostics
import Git
import Glibc
import Manifests

/// What was read of a repository that nobody has cloned: a bare, shallow, partial clone, with the content that was pulled.
///
///     $XDG_CACHE_HOME/git-registry/<SHA-256 of the address>        the clone
///                                 /<SHA-256 of the address>.lock   held while it is written
///
/// It may be removed at any time: it is made again.
struct RepositoryCache {
  let address: RepositoryAddress
  private let folder: String
  /// Held as long as the value lives.
  private let lock: FileLock

  /// Waits for other processes that write to this cache.
  init(of address: RepositoryAddress) throws {
    self.address = address
    let root = try Self.root()
    do {
      if !FileSystem.exists(root) {
        try FileSystem.makeFolder(root, isSynced: false)
        // An address may hold a password.
        try FileSystem.setMode(root, 0o700)
      }
      var hash = ContentHash()
      Array(address.text.utf8).withUnsafeBytes { hash.update($0) }
      folder = "\(root)/\(hash.digest.hex)"
      lock = try FileLock(folder + ".lock")
    } catch {
      throw CommandFailure(
        status: .usage,
        "the cache of --repo cannot be written: \(EscapedText.line("\(error)"))\nhelp: set XDG_CACHE_HOME to a folder that can be"
      )
    }
    // In a hook, git names the folders of another repository.
    for name in [
      "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
      "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_SHALLOW_FILE",
    ] {
      unsetenv(name)
    }
  }

  /// Source: XDG Base Directory Specification, "XDG_CACHE_HOME".
  private static func root() throws -> String {
    if let folder = Terminal.variable("XDG_CACHE_HOME"), folder.hasPrefix("/") { return folder + "/git-registry" }
    if let home = Terminal.variable("HOME"), home.hasPrefix("/") { return home + "/.cache/git-registry" }
    throw CommandFailure(
      status: .usage, "there is no folder for the cache of --repo\nhelp: set HOME or XDG_CACHE_HOME")
  }

  /// The cached clone, made where it is not there or cannot be opened.
  func repository() throws -> Repository {
    if FileSystem.exists(folder) {
      // Whoever wrote here was killed: the lock is ours.
      for name in Self.locks { FileSystem.remove("\(folder)/\(name).lock") }
      if let repository = try? Repository.open(at: folder), FileSystem.isSame(repository.gitDirectory, folder) {
        return repository
      }
      FileSystem.takeAway(folder)
    }
    return try make()
  }

  private static let locks = ["HEAD", "config", "shallow", "packed-refs", "refs/heads/main", "refs/cache/at"]

  private func make() throws -> Repository {
    let new = folder + ".new"
    FileSystem.removeTree(new)
    try Repository.runGit(
      ["init", "--quiet", "--bare", "--template=", "--initial-branch=main", new],
      environment: Repository.formatVariables
    ).requireSuccess()
    let settings = [
      "core.repositoryFormatVersion=1", "extensions.partialClone=origin", "remote.origin.url=\(address.text)",
      "remote.origin.promisor=true", "remote.origin.partialCloneFilter=blob:none", "protocol.version=2", "gc.auto=0",
      "maintenance.auto=false",
    ]
    for setting in settings {
      let (key, value) = (setting.prefix { $0 != "=" }, setting.drop { $0 != "=" }.dropFirst())
      try Repository.runGit(["--git-dir", new, "config", String(key), String(value)]).requireSuccess()
    }
    guard rename(new, folder) == 0 else {
      throw GitError(operation: "rename \(new)", reason: .other(errno), detail: String(cString: strerror(errno)))
    }
    return try Repository.open(at: folder)
  }

  /// True where git finds something wrong with it.
  func isDamaged() throws -> Bool {
    try Repository.runGit(["--git-dir", folder, "fsck", "--no-dangling", "--no-progress"]).status != 0
  }

  /// Forgets all of it but the content, which is checked whenever it is read.
  func clear() {
    let content = folder + ".lfs"
    FileSystem.removeTree(content)
    let isKept = rename(folder + "/lfs", content) == 0
    FileSystem.takeAway(folder)
    guard isKept, (try? make()) != nil else { return }
    rename(content, folder + "/lfs")
  }
}
