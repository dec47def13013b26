import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let versionSkips = Rule(
    "version-skips", .transition, severity: .ignore, isAdjustable: true,
    summary: "a version that leaves out numbers",
    explanation: """
      Off unless organization.yaml sets policy.rules.version-skips: some teams want no gaps in the numbers that they publish.
      """,
    example: """
      1.4.0 after 1.2.0
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.addedVersions {
      let published = try change.published(of: version.model)
      let others = (published.all + published.added).filter { $0.precedes(version.number) }
      guard let highest = others.max() else { continue }
      let line = others.filter { ($0.major, $0.minor) == (version.number.major, version.number.minor) }.max()
      let major = others.filter { $0.major == version.number.major }.max()
      let next =
        if let line { line.bumped(.patch) } else if let major { major.bumped(.minor) } else { highest.bumped(.major) }
      guard next.precedes(version.number) && !version.number.isPrerelease(of: next) else { continue }
      findings.add(
        "version \(version.number) skips \(next)", at: version.location, help: "publish \(next) instead")
    }
  }
}

extension SemanticVersion {
  fileprivate func isPrerelease(of other: SemanticVersion) -> Bool {
    isPrerelease && (major, minor, patch) == (other.major, other.minor, other.patch)
  }
}
