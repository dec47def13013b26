import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionOrdinalTaken = Rule(
    "version-ordinal-taken", .snapshot,
    summary: "an ordinal that two versions of a model share",
    explanation: """
      An ordinal is the number by which other programs know a version, as MLflow does, so it belongs to one version of a model. Only
      the ordinals in manifests count; a version without one has the place in which it came.
      """,
    example: """
      ordinal: 7 in versions/1.2.0.yaml and versions/1.3.0.yaml
      """
  ) { change, facts, findings throws(GitError) in
    var owners: (model: ModelName, versions: [Int64: [SemanticVersion]])?
    for version in change.versions {
      guard let manifest = version.after, let ordinal = manifest.value?.ordinal else { continue }
      let model = version.name.model
      if owners?.model != model { owners = (model, try change.after.ordinals(of: model)) }
      guard let other = owners?.versions[ordinal]?.first(where: { "\($0)" != version.name.version }) else { continue }
      findings.add(
        "ordinal \(ordinal) is also that of version \(other)", at: manifest.location("ordinal"),
        help: "leave it out, or write one that no version of \(model) has")
    }
  }
}
