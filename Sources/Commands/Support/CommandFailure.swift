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
    case is EditError, is TransactionError, is GitLFSMissing, is HookError, is PushLogError, is BlobExportError:
      self.init("\(error)")
    case let error as GitError where error.operation.hasPrefix("open the repository at"):
      self.init(status: .usage, "\(error.detail)")
    default: self.init(status: .ownFailure, "\(error)")
    }
  }
}
