package import Git

/// git-lfs as it is installed on this machine.
package struct GitLFS {
  private init() {}

  /// - Throws: ``GitLFSMissing`` where git has no `lfs` command.
  package static func require() throws -> GitLFS {
    guard try Repository.runGit(["lfs", "version"]).status == 0 else { throw GitLFSMissing() }
    return GitLFS()
  }

  /// True where git-lfs's pre-push hook is in the repository: only then does a git push carry content.
  package static func hasHook(in repository: Repository) -> Bool {
    FileSystem.text(of: repository.commonDirectory + "/hooks/pre-push")?.contains("git lfs pre-push") ?? false
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
