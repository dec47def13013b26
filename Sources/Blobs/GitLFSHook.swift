import Diagnostics
package import Git
import Glibc

/// git-lfs's pre-push hook, by which an ordinary `git push` carries content; or what stands in its place.
package struct GitLFSHook {
  package enum State: Hashable {
    case installed
    case missing
    case notExecutable
    /// Another hook, that does not call git-lfs as far as can be seen.
    case foreign
    /// `core.hooksPath` leads to no folder, as `/dev/null` does.
    case turnedOff
  }

  /// Where git looks for it: `core.hooksPath`, or the repository's own hooks.
  package let path: String
  package let state: State
  /// True in the repository's own folder, where a hook is nobody else's.
  package let isOwn: Bool

  package init(of repository: Repository) throws(GitError) {
    path = try Self.path(in: repository)
    isOwn = path.hasPrefix(repository.commonDirectory + "/")
    state = Self.state(of: path)
  }

  /// Puts git-lfs's hooks into the repository's own folder where the hook is missing there. What somebody else put there, or
  /// where `core.hooksPath` leads, stays as it is.
  package static func ensured(by lfs: GitLFS, in repository: Repository) throws(GitError) -> GitLFSHook {
    let hook = try GitLFSHook(of: repository)
    guard hook.state == .missing, hook.isOwn else { return hook }
    try lfs.installHooks(in: repository)
    return try GitLFSHook(of: repository)
  }

  /// What is in the way, `PATH is missing`; nil where a push carries content.
  package var problem: String? {
    switch state {
    case .installed: nil
    case .missing: "\(path) is missing"
    case .notExecutable: "\(path) is not executable"
    case .foreign: "\(path) does not call git-lfs"
    case .turnedOff: "core.hooksPath turns hooks off: \(path) cannot be a file"
    }
  }

  private static func path(in repository: Repository) throws(GitError) -> String {
    guard try repository.configuration("core.hooksPath") != nil else {
      return repository.commonDirectory + "/hooks/pre-push"
    }
    let path = try repository.git("rev-parse", "--git-path", "hooks/pre-push").requireSuccess().line
    return path.hasPrefix("/") ? path : (repository.workTree ?? repository.gitDirectory) + "/" + path
  }

  private static func state(of path: String) -> State {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    guard FileSystem.isFolder(folder) || !FileSystem.exists(folder) else { return .turnedOff }
    guard let text = FileSystem.text(of: path) else { return .missing }
    guard calls(text) || others(path, folder).contains(where: { FileSystem.text(of: $0).map(calls) ?? false }) else {
      return .foreign
    }
    return access(path, X_OK) == 0 ? .installed : .notExecutable
  }

  /// lefthook calls git-lfs itself.
  private static func calls(_ text: String) -> Bool {
    text.contains(bytesOf: "git lfs pre-push") || text.contains(bytesOf: "git-lfs pre-push")
      || text.contains(bytesOf: "lefthook")
  }

  /// Where other tools keep the script that the hook calls: pre-commit the one that it found, husky those of the project.
  private static func others(_ path: String, _ folder: String) -> [String] {
    [path + ".legacy"] + (folder.hasSuffix("/_") ? [folder.dropLast("_".count) + "pre-push"] : [])
  }
}
