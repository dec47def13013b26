import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let versionDuplicate = Rule(
    "version-duplicate", .transition,
    summary: "a version with the same precedence as a published one",
    explanation: """
      Build metadata makes no two versions different: 1.0.0+b cannot follow 1.0.0. Publish the next number.
      """,
    example: """
      1.0.0+b after 1.0.0
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.addedVersions {
      // Retired numbers are the matter of version-reused.
      let retired = try change.before?.model(version.model)?.value?.retired ?? []
      for other in try change.numbers(beside: version)
      where other.hasSamePrecedence(as: version.number) && !retired.contains(other) {
        findings.add(
          "version \(version.number) has the same precedence as \(other)", at: version.location,
          help: "publish \(try change.nextNumber(inLineOf: version)) instead")
      }
    }
  }
}
