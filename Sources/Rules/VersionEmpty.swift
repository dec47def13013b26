import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionEmpty = Rule(
    "version-empty", .transition, severity: .warning, isAdjustable: true,
    summary: "a version that holds nothing",
    explanation: """
      A version without an artifact, metric or parameter is most often one whose options were forgotten. Its number is taken for good;
      what is missing can still be added with version edit. policy.rules.version-empty makes it an error, or nothing at all.
      """,
    example: """
      git registry version create Models/fraud
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.versions where version.isAdded {
      guard let manifest = version.after, let value = manifest.value, value.artifacts.isEmpty, value.metrics.isEmpty,
        value.parameters.isEmpty, manifest.decoded.problems.isEmpty
      else { continue }
      findings.add(
        "version \(version.name.version) has no artifact, metric or parameter",
        at: SourceLocation(path: "\(manifest.path)"),
        help: "add them: git registry version edit \(version.name) --artifact PATH")
    }
  }
}
