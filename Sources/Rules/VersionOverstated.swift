import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionOverstated = Rule(
    "version-overstated", .transition, severity: .ignore, isAdjustable: true,
    summary: "a version number that claims a bigger change than there was",
    explanation: """
      Off unless organization.yaml sets policy.rules.version-overstated: a major that changes nothing for its callers keeps those who
      pin ^1.2 from what they could safely take. Judged like version-understated, but only if both versions have a signature
      and an algorithm. Going from 0.y.z to 1.0.0, or from 0.0.z to 0.1.0, never claims too much.
      """,
    example: """
      2.0.0 after 1.2.0, with the same inputs, outputs and algorithm
      """
  ) { change, facts, findings throws(GitError) in
    for new in try change.numberedVersions({ $0.signature != nil && $0.algorithm != nil }) where new.claim.isOverstated
    {
      guard let held = new.claim.comparisons.first else { continue }
      let (number, old, least) = (new.number, held.against.number, held.compatibility.leastBump)
      let next = try change.leastNumber(telling: least, since: old, insteadOf: number, of: new.model)
      findings.add(
        "\(number) claims a bigger change than there was since \(old)",
        at: SourceLocation(path: "\(new.manifest.path)"),
        help: "publish \(next) instead")
    }
  }
}
