import Blobs
package import Git
import Glibc

/// The pre-receive hook of one repository: where it belongs, what is there, installing it and telling what is wrong with it.
package struct ServerHook {
  private let repository: Repository
  /// The file that git, or the host, runs.
  package let path: String

  /// Finds the place: GitLab's `custom_hooks/pre-receive.d`, Gitea's `hooks/pre-receive.d`, else `hooks/pre-receive`.
  package init(of repository: Repository) {
    self.repository = repository
    let folder = repository.commonDirectory
    let candidates = ["custom_hooks/pre-receive.d", "hooks/pre-receive.d"]
    if let place = candidates.first(where: { FileSystem.isFolder("\(folder)/\($0)") }) {
      path = "\(folder)/\(place)/git-registry"
    } else if FileSystem.isFolder("\(folder)/custom_hooks") {
      path = "\(folder)/custom_hooks/pre-receive"
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
    let temporary = path + ".git-registry-new"
    try FileSystem.write(
      HookScript.text(program: program, version: version, options: options), to: temporary, permissions: 0o755)
    try FileSystem.publish(temporary, as: path)
    try repository.git("config", "receive.fsckObjects", "true").requireSuccess()
  }

  /// What is wrong, a line each; none where pushes are judged.
  package func problems(version: String) throws(GitError) -> [String] {
    var problems: [String] = []
    if let elsewhere = try hooksPathElsewhere() {
      problems.append("core.hooksPath is '\(elsewhere)', so git does not run \(path)")
    }
    switch FileSystem.text(of: path) {
    case nil where FileSystem.isLink(path): problems.append("\(path) is a dangling link: git accepts every push")
    case nil: problems.append("\(path) is missing: git accepts every push")
    case "": problems.append("\(path) is empty: git accepts every push")
    case let text?:
      if access(path, X_OK) != 0 { problems.append("\(path) is not executable: git accepts every push") }
      switch HookScript.version(of: text) {
      case nil: problems.append("\(path) was not written by git registry")
      case version: break
      case let other?: problems.append("\(path) was written by git registry \(other), this is \(version)")
      }
    }
    if let branch = try PushJudge.protectedBranch(of: repository) {
      let branches = try repository.git("for-each-ref", "--count=1", "refs/heads/").requireSuccess().line
      if try repository.target(of: branch) == nil, !branches.isEmpty {
        problems.append(
          "the protected branch \(branch) does not exist, and others do: HEAD or registry.branch names the wrong one")
      }
    } else {
      problems.append("HEAD names no branch: set registry.branch, or every push is refused")
    }
    let (receive, transfer) = (
      try repository.configuration("receive.fsckObjects"), try repository.configuration("transfer.fsckObjects")
    )
    if (receive ?? transfer) != "true" {
      problems.append("receive.fsckObjects is off: git does not check pushed objects")
    }
    return problems
  }

  /// `core.hooksPath` where it leads away from the repository's own hooks.
  private func hooksPathElsewhere() throws(GitError) -> String? {
    guard let configured = try repository.configuration("core.hooksPath") else { return nil }
    return path.hasPrefix(configured + "/") || path.contains("/custom_hooks/") ? nil : configured
  }
}

/// Why the hook was not installed.
package enum HookError: Error, Hashable, CustomStringConvertible {
  case foreignHook(String)
  case hooksPathElsewhere(String)

  package var description: String {
    switch self {
    case .foreignHook(let path):
      "\(path) is there and was not written by git registry; move it to pre-receive.d/, or call both from a script of your own"
    case .hooksPathElsewhere(let path):
      "core.hooksPath is '\(path)', so git would not run the repository's own hook; unset it first"
    }
  }
}
