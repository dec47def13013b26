import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestFeature = Rule(
    "manifest-feature", .snapshot,
    summary: "anchors, aliases, tags, directives, merge keys and several documents in a manifest",
    explanation: """
      With these YAML features a value may be written in one place and read in another, or expand without bound. Write values out.
      """,
    example: """
      members: &everybody {ada: admin}
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.feature, to: &findings)
  }
}
