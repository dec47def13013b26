import Diagnostics
import GitObjects

extension Rule {
  static let pushMalformed = Rule(
    "push-malformed", .push,
    summary: "a push whose list of references cannot be read",
    explanation: """
      git gives the hook one reference per line: old id, new id, name. If a line is anything else, such as the rest of a name
      with a line feed in it, it is not clear what would move, and the whole push is refused.
      """,
    example: """
      a reference named 'refs/heads/x', a line feed, and forty zeros
      """
  ) { _, facts, findings throws(GitError) in
    guard let problem = facts.push?.malformation else { return }
    findings.add(problem, at: SourceLocation(path: "push"), help: "push with git, one reference at a time")
  }
}
