import Actions
import Diagnostics
import Git
import RegistryStore
import Rules

/// What came of a change, for people and programs.
struct WriteResult {
  private let written: Written
  private let branch: RefName
  /// Where the commit was pushed to; nil where that was not asked for.
  private let remote: String?
  /// What the server said of the push, a line each.
  private let wordsOfServer: [String]

  init(_ written: Written, branch: RefName, remote: String? = nil, wordsOfServer: [String] = []) {
    self.written = written
    self.branch = branch
    self.remote = remote
    self.wordsOfServer = wordsOfServer
  }

  private var commit: ObjectID? { written.commit }
  private var effect: ActionEffect? { written.effects.first }
  /// What the action says of itself, whatever message its commit has.
  private var summary: String { effect?.message ?? written.message }
  private var branchName: String { branch.branch ?? "\(branch)" }

  /// - Throws: ``CommandFailure`` with the report where the rules refuse the change.
  func printText() throws {
    if case .refused(let report) = written.outcome { throw CommandFailure(report: report) }
    guard let proposal = written.proposal else { return Terminal.write("nothing to change\n") }
    if let text = effect?.numberText { Terminal.writeError(text) }
    if !proposal.report.diagnostics.isEmpty { Terminal.writeError(TextRenderer.render(proposal.report)) }
    if let commit {
      Terminal.write("\(summary.prefix { $0 != "\n" }) [\(branchName) \(commit.abbreviated)]\n")
      if let remote { Terminal.write("pushed \(branchName) to \(EscapedText.line(remote))\n") }
      sayWords()
    } else {
      Terminal.write("would commit on \(branchName): \(written.message)\n")
      Terminal.write(try ChangeText.render(proposal.change))
    }
  }

  /// Hosts say there where to make a pull request.
  private func sayWords() { Terminal.writeError(wordsOfServer.map { $0 + "\n" }.joined()) }

  func printJSON() throws {
    sayWords()
    let value = try written.value(on: branch, pushedTo: remote)
    if case .refused(let report) = written.outcome { throw CommandFailure(report: report, document: value) }
    Terminal.write(value.text)
  }
}
