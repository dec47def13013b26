import Diagnostics
import GitObjects

extension Rule {
  static let commitRefusedAlone = Rule(
    "commit-refused-alone", .merge, severity: .warning, isAdjustable: true,
    summary: "a commit of a branch that the rules would refuse if it landed by itself",
    explanation: """
      Every commit on the first parents of the protected branch is judged by itself. A branch whose commits publish something and then
      change it or take it back is fine as one change: it can be merged or squashed, but not rebased or fast-forwarded. How a host
      will merge is not known in advance.
      """,
    example: """
      a branch that publishes 1.3.0 and renumbers it to 1.4.0 in its next commit, merged by "rebase and merge"
      """
  ) { _, facts, findings throws(GitError) in
    guard let refused = facts.merge?.refused else { return }
    let cause = refused.cause.map { "; commit \($0.abbreviated) of the branch caused this" } ?? ""
    findings.add(
      "commit \(refused.commit.abbreviated) would be refused if it landed by itself: [\(refused.rule)] \(refused.message)\(cause)",
      at: SourceLocation(path: "commit/\(refused.commit)"),
      help: "land the branch as one change: git merge --no-ff, or a squash, but not a rebase")
  }
}
