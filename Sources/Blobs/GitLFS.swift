import Diagnostics
package import Git
import Glibc

/// git-lfs as it is installed on this machine.
package struct GitLFS {
  private init() {}

  /// - Throws: ``GitLFSMissing`` where git has no `lfs` command.
  package static func require() throws -> GitLFS {
    guard let found = try find() else { throw GitLFSMissing() }
    return found
  }

  /// Nil where git has no `lfs` command.
  package static func find() throws(GitError) -> GitLFS? {
    try Repository.runGit(["lfs", "version"]).status == 0 ? GitLFS() : nil
  }

  /// What is at the place of git-lfs's pre-push hook.
  package enum Hook: Hashable {
    /// A git push carries content.
    case installed
    case missing
    case notExecutable
    /// Another hook, that does not call git-lfs.
    case foreign
  }

  /// Where git looks for the pre-push hook: `core.hooksPath`, or the repository's own hooks.
  package static func hookPath(in repository: Repository) throws(GitError) -> String {
    let own = repository.commonDirectory + "/hooks/pre-push"
    guard try repository.configuration("core.hooksPath") != nil else { return own }
    return try repository.git("rev-parse", "--path-format=absolute", "--git-path", "hooks/pre-push").requireSuccess()
      .line
  }

  package static func hook(in repository: Repository) throws(GitError) -> Hook {
    let path = try hookPath(in: repository)
    guard let text = FileSystem.text(of: path) else { return .missing }
    guard text.contains(bytesOf: "git lfs pre-push") || text.contains(bytesOf: "git-lfs pre-push") else {
      return .foreign
    }
    return access(path, X_OK) == 0 ? .installed : .notExecutable
  }

  /// True where git-lfs's pre-push hook is in the repository: only then does a git push carry content.
  package static func hasHook(in repository: Repository) throws(GitError) -> Bool {
    try hook(in: repository) == .installed
  }

  /// Puts git-lfs's hooks into the repository; what is there already stays, and git-lfs says so where it is in the way.
  package func installHook(in repository: Repository) throws(GitError) {
    try repository.git("lfs", "install", "--local").requireSuccess()
  }
}

package struct GitLFSMissing: Error, CustomStringConvertible {
  package var description: String {
    "git-lfs is missing, and without it a push would leave the artifacts' content behind\nhelp: install git-lfs, or keep artifacts in git itself: --blobs git"
  }
}
