import Diagnostics
import GitObjects

extension Rule {
  static let commitRefusedAlone = Rule(
    "commit-refused-alone", .merge, severity: .warning, isAdjustable: true,
    summary: "a commit of a branch that the rules would refuse if it landed by itself",
    explanation: """
      Every commit on the first parents of the protected branch is judged by itself. A branch whose commits publish something and then
      change or take it back again is fine as one change, so it can be merged or squashed, and not be rebased or fast-forwarded. How a host
      will merge is not known before it does.
      """,
    example: """
      a branch that publishes 1.3.0 and renumbers it to 1.4.0 in its next commit, merged by "rebase and merge"
      """
  ) { _, facts, findings throws(GitError) in
    guard let refused = facts.merge?.refused else { return }
    let cause = refused.cause.map { "; commit \($0.abbreviated) of the branch made it so" } ?? ""
    findings.add(
      "commit \(refused.commit.abbreviated) would be refused if it landed by itself: [\(refused.rule)] \(refused.message)\(cause)",
      at: SourceLocation(path: "commit/\(refused.commit)"),
      help: "let the branch land as one: git merge --no-ff, or a squash; not by rebase")
  }
}
