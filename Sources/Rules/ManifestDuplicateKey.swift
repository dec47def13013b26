import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestDuplicateKey = Rule(
    "manifest-duplicate-key", .snapshot,
    summary: "a key that appears twice in one mapping",
    explanation: """
      Some readers take the first, others the last. Keys that differ only in quotes or Unicode form are the same key.
      """,
    example: """
      role: member
      role: admin
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.duplicateKey, to: &findings)
  }
}
