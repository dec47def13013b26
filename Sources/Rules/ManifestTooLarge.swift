import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let manifestTooLarge = Rule(
    "manifest-too-large", .snapshot,
    summary: "a manifest of more than 256 KiB, or more than 4 MiB for a version or candidate",
    explanation: """
      Manifests describe; the bytes belong in artifacts.
      """,
    example: """
      a versions/1.0.0.yaml of 64 MB
      """
  ) { change, facts, findings throws(GitError) in
    change.report(.tooLarge, to: &findings)
  }
}
