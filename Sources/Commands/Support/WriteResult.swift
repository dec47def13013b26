import Diagnostics
import Git
import RegistryStore
import Rules

/// What came of a change, for people and programs.
struct WriteResult {
  let commit: ObjectID?
  private let proposal: Transaction.Proposal?
  private let branch: RefName
  private let message: String
  private let summary: String
  /// The number of the version that it publishes, and why; nil where none was asked for.
  private let number: NumberChoice.Chosen?
  /// Where the commit was pushed to; nil where that was not asked for.
  private let remote: String?
  /// What the server said of the push, a line each.
  private let wordsOfServer: [String]

  init(
    _ outcome: Transaction.Outcome, branch: RefName, message: String, summary: String,
    number: NumberChoice.Chosen? = nil, remote: String? = nil, wordsOfServer: [String] = []
  ) {
    self.wordsOfServer = wordsOfServer
    self.number = number
    self.remote = remote
    self.branch = branch
    self.message = message
    self.summary = summary
    switch outcome {
    case .committed(let commit, let proposal):
      self.commit = commit
      self.proposal = proposal
    case .judged(let proposal):
      commit = nil
      self.proposal = proposal
    case .unchanged:
      commit = nil
      proposal = nil
    }
  }

  private var branchName: String { branch.branch ?? "\(branch)" }

  /// - Throws: ``CommandFailure`` with the report where the rules refuse the change.
  func printText() throws {
    guard let proposal else { return Terminal.write("nothing to change\n") }
    guard commit != nil || !proposal.report.hasErrors else { throw CommandFailure(report: proposal.report) }
    if let text = number?.text { Terminal.writeError(text) }
    if !proposal.report.diagnostics.isEmpty { Terminal.writeError(TextRenderer.render(proposal.report)) }
    if let commit {
      Terminal.write("\(summary.prefix { $0 != "\n" }) [\(branchName) \(commit.abbreviated)]\n")
      if let remote { Terminal.write("pushed \(branchName) to \(EscapedText.line(remote))\n") }
      sayWords()
    } else {
      Terminal.write("would commit on \(branchName): \(message)\n")
      Terminal.write(try ChangeText.render(proposal.change))
    }
  }

  /// Hosts say there where to make a pull request.
  private func sayWords() { Terminal.writeError(wordsOfServer.map { $0 + "\n" }.joined()) }

  /// `commit` (null where none was made), `pushedTo` (the remote, with `--push`), `branch`, `message`, `number` (with `--bump auto`), `events` as `log --json` tells them, `report` as `validate --json` does.
  func printJSON() throws {
    sayWords()
    let events = try proposal?.change.events() ?? []
    let pushedTo = commit == nil ? nil : remote
    let value: JSONValue = .object(
      [.init("commit", commit.map { .string("\($0)") } ?? .null)]
        + (pushedTo.map { [.init("pushedTo", .string($0))] } ?? []) + [
          .init("branch", .string(branchName)), .init("message", .string(message)),
          .init("events", .array(events.map(\.value))),
        ] + (number?.value.map { [.init("number", $0)] } ?? []) + [
          .init("report", JSONRenderer.value(proposal?.report ?? Report(diagnostics: [], notJudged: [])))
        ])
    Terminal.write(value.text)
    if commit == nil, proposal?.report.hasErrors == true { throw CommandFailure(silently: .diagnostics) }
  }
}
