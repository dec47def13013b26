import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestSyntax = Rule(
    "manifest-syntax", .snapshot,
    summary: "a manifest that is not valid YAML or, if its name ends in .json, not strict JSON",
    explanation: """
      The message is the parser's, with its line and column.
      """,
    example: """
      members: [ada, grace
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.syntax, to: &findings)
  }
}
