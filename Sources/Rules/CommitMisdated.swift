import Diagnostics
import GitObjects

extension Rule {
  static let commitMisdated = Rule(
    "commit-misdated", .transition, isAdjustable: true,
    summary: "a commit dated more than a day ahead of the server's clock, or more than a day before its parent",
    explanation: """
      The date in a commit is only a claim by its author. Without a record of pushes `--at DATE` has nothing else to go by, so a date
      that cannot be true is refused: more than a day ahead of the clock of the server that judges the push, or more than a
      day before the commit's first parent. The committer's date counts; the author's may be as old as the work is.
      """,
    example: """
      GIT_COMMITTER_DATE=1970-01-02T00:00:00Z git commit, pushed on top of a commit of this year
      """
  ) { _, facts, findings throws(GitError) in
    guard let step = facts.step, let problem = step.misdating else { return }
    findings.add(
      "the committer's date of \(step.commit.abbreviated) is more than a day \(problem)",
      at: SourceLocation(path: "commit/\(step.commit)"),
      help:
        "set the clock of the machine that made it, then date it again: git rebase --force-rebase \(step.commit.abbreviated)~1"
    )
  }
}
