import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionOutOfOrder = Rule(
    "version-out-of-order", .transition,
    summary: "a version that comes before a published one",
    explanation: """
      With `ordering: per-line`, the default, a version comes after every version of its own major.minor line; a new minor line after
      every minor of its major; a new major after every major. So 1.4.3 may follow 2.0.0 (a back-port), 1.4.1 may not follow
      1.4.2. With `ordering: ascending` it comes after every version there is. Yanked and retired numbers count.
      """,
    example: """
      1.4.1 after 1.4.2
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.addedVersions {
      let published = try change.published(of: version.model).order
      let ordering = try change.after.registry(version.model.registry)?.value?.effectiveOrdering ?? .perLine
      guard let order = VersionOrder(ordering).conflict(of: version.number, with: published) else { continue }
      findings.add(
        "version \(version.number) does not come after the published \(order.published)", at: version.location,
        help: "publish \(order.next) instead")
    }
  }
}
