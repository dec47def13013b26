import Diagnostics
import Glibc

/// The work tree and index of a repository, moved along with HEAD's branch.
///
/// git does the work, so that filters, sparse checkouts and split indexes behave as they always do. Only the changed paths
/// are touched, and a file with local edits is never overwritten. (`git read-tree -m -u` would do it all, in two passes over
/// the whole index: at 20,000 files 160 ms against 45.)
package struct Checkout {
  let repository: Repository

  /// Nil for a bare repository, which has no work tree.
  package init?(of repository: Repository) {
    guard repository.workTree != nil else { return nil }
    self.repository = repository
  }

  /// Tells whether ``follow(_:to:)`` would overwrite something that is not committed.
  ///
  /// - Throws: ``GitError`` with the files whose local edits stand in the way, a line each.
  package func requireClean(_ changes: [TreeChange]) throws(GitError) {
    try waitForIndex()
    try requireFolders(above: changes)
    var rest = changes[...]
    while !rest.isEmpty {
      let paths = rest.prefix(Self.pathsAtOnce).map { String(decoding: $0.path.bytes, as: UTF8.self) }
      rest = rest.dropFirst(Self.pathsAtOnce)
      let status = try repository.runGit(
        ["status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching", "--"] + paths)
      let rows = status.output.split(separator: 0)
      guard rows.isEmpty else {
        let lines = rows.map { "  " + EscapedText.printable($0) }
        throw GitError(operation: status.command, reason: .modified, detail: lines.joined(separator: "\n"))
      }
    }
  }

  /// Waits for another git process, an editor's say, to let go of the index.
  private func waitForIndex() throws(GitError) {
    let lock = repository.gitDirectory + "/index.lock"
    for _ in 0..<Self.indexAttempts {
      guard access(lock, F_OK) == 0 else { return }
      usleep(Self.indexPauseInMicroseconds)
    }
    throw GitError(
      operation: "wait for the index", reason: .modified,
      detail: "  \(lock) is there: another git process is running, or one that died left it behind")
  }

  private static let indexAttempts = 40
  private static let indexPauseInMicroseconds: UInt32 = 50_000

  /// A new file's folders must be folders, or not there yet: git would put one in the place of a file or link.
  private func requireFolders(above changes: [TreeChange]) throws(GitError) {
    var checked: Set<RepositoryPath> = []
    for change in changes where change.before == nil {
      var folder = change.path.parent
      while let path = folder, checked.insert(path).inserted {
        var status = stat()
        let file = (repository.workTree ?? ".") + "/" + String(decoding: path.bytes, as: UTF8.self)
        if lstat(file, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
          throw GitError(operation: "look at the work tree", reason: .modified, detail: "  \(path) is not a folder")
        }
        folder = path.parent
      }
    }
  }

  /// git-status(1) takes paths as arguments only, and the kernel limits those.
  static let pathsAtOnce = 2000

  /// Brings index and work tree to what a commit has at the changed paths, and forgets what was noted of it.
  package func follow(_ changes: [TreeChange], to commit: ObjectID) throws(GitError) {
    try restore(changes, to: commit, inWorkTree: true)
    forget()
  }

  /// - Parameter inWorkTree: false for the index alone.
  func restore(_ changes: [TreeChange], to commit: ObjectID, inWorkTree: Bool) throws(GitError) {
    guard !changes.isEmpty else { return }
    let arguments =
      ["restore", "--source=\(commit)", "--staged"] + (inWorkTree ? ["--worktree"] : [])
      + ["--pathspec-from-file=-", "--pathspec-file-nul"]
    let paths: [UInt8] = Array(changes.map { $0.path.bytes + [0] }.joined())
    var attempt = 0
    while true {
      do throws(GitError) {
        _ = try repository.runGit(arguments, input: paths)
        break
      } catch {
        attempt += 1
        guard attempt < Self.indexAttempts, error.detail.contains("index.lock") else { throw error }
        usleep(Self.indexPauseInMicroseconds)
      }
    }
    // restore writes new files whatever the sparse patterns say.
    if try isSparse() { _ = try repository.runGit(["sparse-checkout", "reapply"]) }
  }

  private func isSparse() throws(GitError) -> Bool {
    guard access(repository.gitDirectory + "/info/sparse-checkout", F_OK) == 0 else { return false }
    return try repository.git("config", "--type=bool", "core.sparseCheckout").line == "true"
  }
}

extension Repository {
  /// Runs git in the work tree, paths taken as they are, and requires that it succeeds.
  func runGit(_ arguments: [String], input: [UInt8] = []) throws(GitError) -> ProcessResult {
    try Self.runGit(["--literal-pathspecs", "--no-optional-locks", "-C", workTree ?? "."] + arguments, input: input)
      .requireSuccess()
  }
}
