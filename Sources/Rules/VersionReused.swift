import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let versionReused = Rule(
    "version-reused", .transition,
    summary: "a retired version number that is published again",
    explanation: """
      A retired number names something that once was. It is never given to anything else.
      """,
    example: """
      1.0.0 after `retired: ["1.0.0"]`
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.addedVersions {
      let before = try change.before?.model(version.model)?.value?.retired ?? []
      let after = try change.after.model(version.model)?.value?.retired ?? []
      guard (before + after).contains(where: { $0.hasSamePrecedence(as: version.number) }) else { continue }
      findings.add(
        "version \(version.number) was retired", at: version.location,
        help: "publish another number: a retired one is never used again")
    }
  }
}
