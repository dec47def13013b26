import Blobs
import Diagnostics
import Git

/// Why a hook was not installed.
package enum HookError: Error, Hashable, CustomStringConvertible {
  case foreignHook(String)
  case hooksPathElsewhere(String)
  case linkedFolder(String, target: String)
  case bare(String)
  case foreignPreCommitHook(String, command: String)
  case notBare
  case worktree(String)
  case hostWithoutStrict(String)
  case otherProcReceive(String)

  package var description: String {
    switch self {
    case .foreignHook(let path):
      "\(path) exists and was not written by git registry; move it away, and call it from a hook of your own that also runs git registry hook pre-receive"
    case .hooksPathElsewhere(let path):
      "core.hooksPath is '\(path)', so git would not run the repository's own hook; unset it first"
    case .linkedFolder(let path, let target):
      "\(path) is a link to '\(target)', so the hook would belong to another repository too\nhelp: make it a separate folder, with whatever else it needs: rm \(path) && mkdir \(path)"
    case .bare(let path):
      "\(path) is a bare repository, so nobody commits there\nhelp: install the hook that judges pushes: git registry hook install REPO --actor-from SOURCE"
    case .foreignPreCommitHook(let path, let command):
      "\(path) exists and was not written by git registry\nhelp: add this line to it: \(command)"
    case .notBare:
      "--strict needs a bare repository: without one, a checkout would lag behind its branch\nhelp: push to a bare one: git init --bare DIR"
    case .worktree(let name):
      "--strict needs a repository without work trees, but '\(name)' is one: it would lag behind its branch\nhelp: git worktree remove \(name)"
    case .hostWithoutStrict(let path):
      "--strict needs git itself to run a proc-receive hook, but this host runs \(path) from its own hook\nhelp: leave --strict out, or give --no-strict if the hook was installed with it; docs/hosting.md says what it would add"
    case .otherProcReceive(let value):
      "receive.procReceiveRefs is '\(value)': another hook moves references\nhelp: git config --unset-all receive.procReceiveRefs"
    }
  }
}

extension HookError {
  /// Refuses to write a hook through a folder's link, out of the repository that was named.
  static func requireNoLink(above path: String, in folder: String) throws {
    guard path.utf8.starts(with: (folder + "/").utf8) else { return }
    let parent = path.dropFirst(folder.count + 1).split(separator: "/").dropLast().joined(separator: "/")
    guard let link = FileSystem.link(below: folder, on: parent) else { return }
    throw HookError.linkedFolder(link, target: EscapedText.printable(FileSystem.linkTarget(of: link) ?? ""))
  }
}
