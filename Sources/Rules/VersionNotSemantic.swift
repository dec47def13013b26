import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  package static let versionNotSemantic = Rule(
    "version-not-semantic", .snapshot,
    summary: "a version that is not SemVer 2.0.0",
    explanation: """
      Versions are MAJOR.MINOR.PATCH, optionally with -pre.release and +build, exactly as https://semver.org says.
      """,
    example: """
      versions/v1.0.0.yaml, versions/1.0.yaml, versions/01.0.0.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for entry in change.added {
      guard case .version(_, let version, _) = LayoutPath(entry.path), SemanticVersion(version) == nil else { continue }
      findings.add(
        "'\(version)' is not a SemVer 2.0.0 version", at: entry.location,
        help: SemanticVersion.nearest(to: version).map { "did you mean '\($0)'?" } ?? "name it MAJOR.MINOR.PATCH")
    }
    change.report(.versionNotSemantic, to: &findings)
  }
}
