import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestTooDeep = Rule(
    "manifest-too-deep", .snapshot,
    summary: "a manifest nested deeper than 32 levels",
    explanation: """
      No manifest needs more than a few levels; deep nesting is a way to make parsers fail.
      """,
    example: """
      tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.tooDeep, to: &findings)
  }
}
