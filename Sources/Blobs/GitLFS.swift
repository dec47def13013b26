package import Git

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

  /// Puts git-lfs's hooks into the repository. What is there already stays, and may keep git-lfs from putting the others there:
  /// ``GitLFSHook`` tells what came of it.
  func installHooks(in repository: Repository) throws(GitError) {
    _ = try repository.git("lfs", "install", "--local")
  }
}

package struct GitLFSMissing: Error, CustomStringConvertible {
  package var description: String {
    "git-lfs is missing, and without it a push would leave the artifacts' content behind\nhelp: install git-lfs, or keep artifacts in git itself: --blobs git"
  }
}
