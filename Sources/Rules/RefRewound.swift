import Diagnostics
import GitObjects

extension Rule {
  static let refRewound = Rule(
    "ref-rewound", .push,
    summary: "the protected branch moved to a commit that does not come after its old one",
    explanation: """
      A force push would take back what was published. Fetch, put your commits on top of the new tip, and push again; to undo a
      change, commit its reverse, if the rules allow that.
      """,
    example: """
      git push --force origin main
      """
  ) { _, facts, findings throws(GitError) in
    for move in facts.push?.moves ?? []
    where move.isProtected && move.old != nil && move.new != nil && !move.isFastForward {
      findings.add(
        "\(move.name) would be rewound from \(move.old?.abbreviated ?? "") to \(move.new?.abbreviated ?? "")",
        at: SourceLocation(path: "\(move.name)"), help: "fetch, rebase and push without --force")
    }
  }
}
