import Actions
import Blobs
import Diagnostics
import Enforcement
import Git

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

  /// Every error that may end a command: those of this target, those of the machine it runs on, and what an action throws.
  init(from error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let refusal as RefusedByRules: self.init(report: refusal.report)
    case is GitLFSMissing, is HookError, is BlobExportError: self.init("\(error)")
    case let error as GitError where error.operation.hasPrefix("open the repository at"):
      self.init(status: .usage, "\(error.detail)")
    default:
      let failure = ActionFailure(error)
      self.init(status: Status(of: failure.kind), "\(failure)")
    }
  }
}

extension CommandFailure.Status {
  /// What a failure of an action is to a shell.
  init(of kind: ActionFailure.Kind) {
    self =
      switch kind {
      case .notFound, .alreadyExists, .forbidden, .conflict: .diagnostics
      case .contentMissing: .contentMissing
      case .unavailable: .network
      case .invalid: .usage
      case .notRegistry: .notRegistry
      case .own: .ownFailure
      }
  }
}
