import Actions
import Blobs
import Catalog
import Diagnostics
import Enforcement
import Git

/// Why a command ends without having done what it was asked for.
struct CommandFailure: Error {
  let status: ExitStatus
  /// What goes to standard error, with its final line feed.
  let text: String
  /// The same for programs.
  let failure: ActionFailure
  /// What standard output says to programs instead: what the rules refuse is a result too.
  private let document: JSONValue?

  /// - Parameter message: without the leading `error: `.
  init(status: ExitStatus = .diagnostics, _ message: String) {
    self.init(status: status, ActionFailure(status.kind, text: message))
  }

  private init(status: ExitStatus, _ failure: ActionFailure) {
    self.status = status
    self.failure = failure
    document = nil
    text = "error: \(EscapedText.lines("\(failure)"))\n"
  }

  /// - Parameter document: what a command writes on standard output that was asked for JSON; nil for the error alone.
  init(report: Report, document: JSONValue? = nil) {
    self.document = document
    status = .diagnostics
    text = TextRenderer.render(report)
    let finding = report.diagnostics.first { $0.severity == .error }?.finding
    failure = ActionFailure(.conflict, finding?.message ?? "the rules refuse it", help: finding?.help)
  }

  /// Every error that may end a command: those of this target, those of the machine it runs on, and what an action throws.
  init(from error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let refusal as RefusedByRules: self.init(report: refusal.report)
    case is GitLFSMissing, is HookError, is BlobExportError: self.init("\(error)")
    case let error as GitError where error.operation.hasPrefix("open the repository at"):
      self.init(status: .usage, "\(error.detail)")
    case is SearchLimitError:
      self.init(
        "\(error)\nhelp: write fewer conditions, or one that fewer rows fulfil: a registry, a model, an alias")
    default:
      let failure = Remedy.told(ActionFailure(error))
      self.init(status: ExitStatus(of: failure.kind), failure)
    }
  }
}

extension CommandFailure {
  /// - Parameter isJSON: true where the command was asked for JSON.
  func write(asJSON isJSON: Bool) {
    guard isJSON else { return Terminal.writeError(text) }
    if let document { Terminal.write(document.text) } else { Terminal.writeError(failure.document.text) }
  }
}
