import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionChanged = Rule(
    "version-changed", .transition,
    summary: "a published fact that was changed or taken away",
    explanation: """
      What is published never changes: a consumer who pinned it must get the same thing forever. Parameters, metrics, lineage,
      source and job may gain entries and lose or change none; signature, algorithm, candidate, run, ordinal, createdAt and
      createdBy may be set once; description, status and tags are free. Files may be added until a protected alias names the version, and
      files of type log at any time. If the registry has policy.sealed, only logs may be added.
      """,
    example: """
      the digest of model.onnx in versions/1.0.0.yaml, changed after it was published
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.versions {
      guard var old = version.before?.value, let manifest = version.after, let new = manifest.value,
        !change.makesUnreadable(version)
      else { continue }
      old.facts = try change.mending(old.facts)
      let isSealed = try change.before?.registry(version.name.model.registry)?.value?.isSealed ?? false
      let alias = try change.protectedAlias(naming: version.name)
      let published = Finding.Note("published here", at: version.before?.location() ?? manifest.location())
      var advice: String?
      for difference in VersionDifference.all(from: old, to: new) {
        let message: String
        switch difference.kind {
        case .addedLog: continue
        case .changed: message = difference.message
        case .added, .addedFile:
          if isSealed {
            message = difference.message
          } else if case .addedFile = difference.kind, let alias {
            message = "\(difference.event) after alias '\(alias)' named the version"
          } else {
            continue
          }
        }
        if advice == nil, let number = version.name.semantic {
          advice = "publish \(try change.nextNumber(inLineOf: number, of: version.name.model)) instead"
        }
        findings.add(message, at: manifest.location(of: difference.field), notes: [published], help: advice)
      }
    }
  }
}
