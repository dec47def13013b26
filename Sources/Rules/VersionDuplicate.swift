import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionDuplicate = Rule(
    "version-duplicate", .transition,
    summary: "a version with the same precedence as a published one",
    explanation: """
      Build metadata does not make two versions different: 1.0.0+b cannot follow 1.0.0. Publish the next number.
      """,
    example: """
      1.0.0+b after 1.0.0
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.addedVersions {
      guard let other = try change.published(of: version.model).twin(of: version.number) else { continue }
      findings.add(
        "version \(version.number) has the same precedence as \(other)", at: version.location,
        help: "publish \(try change.nextNumber(inLineOf: version.number, of: version.model)) instead")
    }
  }
}
