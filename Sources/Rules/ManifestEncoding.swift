import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestEncoding = Rule(
    "manifest-encoding", .snapshot,
    summary: "a manifest that is not UTF-8, has a byte order mark or holds a NUL",
    explanation: """
      Every tool must read the same characters. Save manifests as UTF-8 without a byte order mark.
      """,
    example: """
      organization.yaml saved as UTF-16
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.encoding, to: &findings)
  }
}
