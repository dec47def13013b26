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
  /// The same for programs; nil where the output has said it all.
  let failure: ActionFailure?

  /// - Parameter message: without the leading `error: `.
  init(status: Status = .diagnostics, _ message: String) {
    self.init(status: status, ActionFailure(status.kind, text: message))
  }

  private init(status: Status, _ failure: ActionFailure) {
    self.status = status.rawValue
    self.failure = failure
    text = "error: \(EscapedText.lines("\(failure)"))\n"
  }

  init(report: Report) {
    status = Status.diagnostics.rawValue
    text = TextRenderer.render(report)
    let finding = report.diagnostics.first { $0.severity == .error }?.finding
    failure = ActionFailure(.conflict, finding?.message ?? "the rules refuse it", help: finding?.help)
  }

  /// Ends a command whose output has said it all.
  init(silently status: Status) {
    self.status = status.rawValue
    text = ""
    failure = nil
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
      self.init(status: Status(of: failure.kind), failure)
    }
  }
}

extension CommandFailure {
  /// - Parameter isJSON: true where the command was asked for JSON.
  func write(asJSON isJSON: Bool) {
    guard isJSON else { return Terminal.writeError(text) }
    if let failure { Terminal.writeError(failure.document.text) }
  }
}

extension CommandFailure.Status {
  /// What kind of failure a command means that names a status alone.
  fileprivate var kind: ActionFailure.Kind {
    switch self {
    case .diagnostics, .needsPerson: .conflict
    case .contentMissing: .contentMissing
    case .network: .unavailable
    case .usage: .invalid
    case .notRegistry: .notRegistry
    case .ownFailure: .own
    }
  }

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
