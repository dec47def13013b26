import Diagnostics
import GitObjects
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
      let number = version.number
      guard let highest = try change.published(of: version.model).highest(before: number) else { continue }
      let isSameMajor = highest.major == number.major
      let next = highest.bumped(!isSameMajor ? .major : highest.minor == number.minor ? .patch : .minor)
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
