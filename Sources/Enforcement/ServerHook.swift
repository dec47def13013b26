import Blobs
package import Git
import Glibc

/// The pre-receive hook of one repository: where it belongs, what is there, installing it and telling what is wrong with it.
package struct ServerHook {
  let repository: Repository
  /// The file that git, or the host, runs.
  package let path: String

  /// Finds the place that something runs: git's `hooks/pre-receive`; Gitea's `hooks/pre-receive.d`, where its delegating hook
  /// is there; GitLab's `custom_hooks`, where the hook is told that the host is GitLab.
  ///
  /// - Parameter host: from the installation; nil for finding what was installed.
  package init(of repository: Repository, for host: ActorSource?) {
    self.repository = repository
    let folder = repository.commonDirectory
    let gitLab = "\(folder)/custom_hooks/pre-receive.d/git-registry"
    let delegate = FileSystem.text(of: "\(folder)/hooks/pre-receive") ?? ""
    if host == .host(.gitlab) || (host == nil && FileSystem.text(of: gitLab)?.contains("--actor-from gitlab") == true) {
      path = gitLab
    } else if delegate.contains("pre-receive.d"), HookScript.version(of: delegate) == nil {
      path = "\(folder)/hooks/pre-receive.d/git-registry"
    } else {
      path = "\(folder)/hooks/pre-receive"
    }
  }

  /// Writes the hook, or replaces one of ours, and turns git's own checking of pushed objects on.
  ///
  /// - Throws: ``HookError`` where another hook is there or git would look elsewhere.
  package func install(program: String, version: String, options: PreReceiveHook.Options) throws {
    if let elsewhere = try hooksPathElsewhere() { throw HookError.hooksPathElsewhere(elsewhere) }
    if let text = FileSystem.text(of: path), !text.isEmpty, HookScript.version(of: text) == nil {
      throw HookError.foreignHook(path)
    }
    try FileSystem.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    try FileSystem.replace(
      path, with: HookScript.text(program: program, version: version, options: options), permissions: 0o755)
    for setting in Self.safeSettings { try repository.git("config", setting.key, setting.value).requireSuccess() }
  }

  /// `core.hooksPath` where it leads away from the repository's own hooks.
  func hooksPathElsewhere() throws(GitError) -> String? {
    guard let configured = try repository.configuration("core.hooksPath") else { return nil }
    guard !path.contains("/custom_hooks/") else { return nil }
    let place = try repository.git("rev-parse", "--path-format=absolute", "--git-path", "hooks").requireSuccess().line
    let own =
      try repository.git("rev-parse", "--path-format=absolute", "--git-common-dir").requireSuccess().line + "/hooks"
    return FileSystem.isSame(place, own) ? nil : configured
  }
}

/// Why the hook was not installed.
package enum HookError: Error, Hashable, CustomStringConvertible {
  case foreignHook(String)
  case hooksPathElsewhere(String)
  case bare(String)
  case foreignPreCommitHook(String, command: String)

  package var description: String {
    switch self {
    case .foreignHook(let path):
      "\(path) is there and was not written by git registry; move it away, and call it from a hook of your own that also runs git registry hook pre-receive"
    case .hooksPathElsewhere(let path):
      "core.hooksPath is '\(path)', so git would not run the repository's own hook; unset it first"
    case .bare(let path):
      "\(path) is a bare repository, where nobody commits\nhelp: install the hook that judges pushes: git registry hook install REPO --actor-from SOURCE"
    case .foreignPreCommitHook(let path, let command):
      "\(path) is there and was not written by git registry\nhelp: add this line to it: \(command)"
    }
  }
}
