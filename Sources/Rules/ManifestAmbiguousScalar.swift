import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestAmbiguousScalar = Rule(
    "manifest-ambiguous-scalar", .snapshot,
    summary: "an unquoted value that YAML 1.1 and YAML 1.2 read differently",
    explanation: """
      To one reader `no` is a string and to another it is false; the same holds for 1.10, 0o17, 1_000, 12:30:45 and 2001-01-01.
      Quote the value if a string is meant, and write numbers like 42 or 1.0e-05.
      """,
    example: """
      tags: {country: no}
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.ambiguousScalar, to: &findings)
  }
}
