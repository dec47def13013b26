import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestSyntax = Rule(
    "manifest-syntax", .snapshot,
    summary: "a manifest that is no YAML or, with the ending .json, no strict JSON",
    explanation: """
      The message is that of the parser, with its line and column.
      """,
    example: """
      members: [ada, grace
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.syntax, to: &findings)
  }
}
