import Blobs
import Diagnostics
import Enforcement
import Git
import RegistryStore
import Rules

/// Why a command ends without having done what it was asked for.
struct CommandFailure: Error {
  /// Design, section 10.
  enum Status: Int32 {
    case diagnostics = 1
    case needsPerson = 2
    case contentMissing = 3
    case network = 4
    case usage = 64
    /// sysexits.h's EX_DATAERR: no registry, or made for a newer program.
    case notRegistry = 65
    case ownFailure = 70
  }

  let status: Int32
  /// What goes to standard error, with its final line feed.
  let text: String

  /// - Parameter message: without the leading `error: `.
  init(status: Status = .diagnostics, _ message: String) {
    self.status = status.rawValue
    text = "error: \(EscapedText.lines(message))\n"
  }

  init(report: Report) {
    status = Status.diagnostics.rawValue
    text = TextRenderer.render(report)
  }

  /// Ends a command whose output has said it all.
  init(silently status: Status) {
    self.status = status.rawValue
    text = ""
  }

  init(from error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case EditError.newer(let path, let version): self = .newer(path, version)
    case let error as GitError where error.reason == .newer: self.init(status: .notRegistry, error.detail)
    case let error as GitError where error.reason == .noIdentity: self.init(status: .usage, error.detail)
    case is EditError, is TransactionError, is GitLFSMissing, is HookError, is PushLogError, is BlobExportError:
      self.init("\(error)")
    case let error as GitError where error.operation.hasPrefix("open the repository at"):
      self.init(status: .usage, "\(error.detail)")
    default: self.init(status: .ownFailure, "\(error)")
    }
  }
}

extension CommandFailure {
  /// - Parameter folder: below the repository's top; nil for the top.
  static func noRegistry(in folder: String? = nil) -> CommandFailure {
    let what = folder.map { "'\(EscapedText.line($0))' is" } ?? "this repository is"
    let help = folder == nil ? "git registry init makes one" : "name the folder that has it with --root"
    return CommandFailure(
      status: .notRegistry, "\(what) no registry: it has no organization.yaml\nhelp: \(help)")
  }

  /// - Parameters:
  ///   - path: of the manifest.
  ///   - version: its `apiVersion`.
  static func newer(_ path: String, _ version: String) -> CommandFailure {
    CommandFailure(status: .notRegistry, NewerManifest.message(path, version))
  }
}
