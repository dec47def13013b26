import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let lineageCycle = Rule(
    "lineage-cycle", .snapshot,
    summary: "a version that would be made from itself",
    explanation: """
      What something was made from existed before it. An input that is the version itself, or was made from it, could never be
      taken back once published. Judged when an input is added.
      """,
    example: """
      lineage: [{input: Models/fraud@1.0.0}] in Models/fraud 1.0.0
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.versions {
      guard let manifest = version.after, let lineage = manifest.value?.lineage else { continue }
      let known = Set(version.before?.value?.lineage ?? [])
      for (index, input) in lineage.enumerated() where !known.contains(input) && !input.isAddress {
        guard try change.after.isCycle(from: "\(version.name)", by: input.input) else { continue }
        findings.add(
          "\(version.name) would be made from itself through '\(input.input)'",
          at: manifest.location(of: FieldPath("lineage").appending(index).appending("input")),
          help: "remove the input: it came later")
      }
    }
  }
}

extension Snapshot {
  fileprivate func isCycle(from version: String, by input: String) throws(GitError) -> Bool {
    try memory.lineage.isCycle(from: version, by: input, in: self)
  }
}
