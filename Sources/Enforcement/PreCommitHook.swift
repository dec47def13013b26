import Blobs
package import Git

/// The pre-commit hook of a clone: judges what is staged before git commits it.
package struct PreCommitHook {
  /// The file that git runs.
  package let path: String
  private let repository: Repository

  /// - Throws: ``HookError/bare(_:)`` if nobody commits.
  package init(of repository: Repository) throws {
    self.repository = repository
    let isBare = try repository.git("rev-parse", "--is-bare-repository").requireSuccess().line == "true"
    if isBare { throw HookError.bare(repository.commonDirectory) }
    // Wherever core.hooksPath leads, or, for a linked work tree, in the repository's own folder.
    path =
      try repository.git("rev-parse", "--path-format=absolute", "--git-path", "hooks").requireSuccess().line
      + "/pre-commit"
    // Who sets core.hooksPath means the folder that it leads to.
    if try repository.configurations("core.hooksPath").isEmpty {
      let folder = repository.commonDirectory
      try HookError.requireNoLink(above: folder + "/hooks/pre-commit", in: folder)
    }
  }

  /// Writes the hook, or replaces one of ours.
  ///
  /// - Throws: ``HookError/foreignPreCommitHook(_:command:)`` if another hook is there.
  package func install(program: String, version: String) throws {
    if FileSystem.isLink(path) || FileSystem.exists(path) {
      guard let text = FileSystem.text(of: path), HookScript.version(of: text) != nil else {
        throw HookError.foreignPreCommitHook(
          path, command: "\(HookScript.quoted(program)) validate --staged --base HEAD")
      }
    }
    let text = HookScript.preCommitText(program: program, version: version)
    try repository.making { () throws(GitError) in try FileSystem.replace(path, with: text, permissions: 0o755) }
  }
}
