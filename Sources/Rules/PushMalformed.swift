import Diagnostics
import GitObjects

extension Rule {
  static let pushMalformed = Rule(
    "push-malformed", .push,
    summary: "a push whose list of references cannot be read",
    explanation: """
      git tells the hook one reference a line: old id, new id, name. Where a line is anything else, such as the rest of a name
      with a line feed in it, nobody knows what would be moved, and the whole push is refused.
      """,
    example: """
      a reference named 'refs/heads/x', a line feed, and forty zeros
      """
  ) { _, facts, findings throws(GitError) in
    guard let problem = facts.push?.malformation else { return }
    findings.add(problem, at: SourceLocation(path: "push"), help: "push with git, one name after the other")
  }
}
