import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let versionChanged = Rule(
    "version-changed", .transition,
    summary: "a published fact that was changed or taken away",
    explanation: """
      What is published never changes: a consumer who pinned it must get the same thing for ever. Artifacts, parameters, metrics,
      lineage, source and job may gain entries and lose or change none; signature, algorithm, candidate, createdAt and createdBy
      may be set once; description, status and tags are free. Where the registry has policy.sealed, nothing is added either.
      """,
    example: """
      the digest of model.onnx in versions/1.0.0.yaml, changed after it was published
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.versions {
      guard let old = version.before?.value, let manifest = version.after, let new = manifest.value else { continue }
      let isSealed = try change.before?.registry(version.name.model.registry)?.value?.isSealed ?? false
      let published = Finding.Note("published here", at: version.before?.location() ?? manifest.location())
      let number = version.name.semantic
      var advice: String?
      for difference in VersionDifference.all(from: old, to: new) where difference.isForbidden(whenSealed: isSealed) {
        if advice == nil, let number {
          advice = "publish \(try change.nextNumber(inLineOf: number, of: version.name.model)) instead"
        }
        findings.add(
          difference.message, at: manifest.location(of: difference.field), notes: [published],
          help: advice)
      }
    }
  }
}
