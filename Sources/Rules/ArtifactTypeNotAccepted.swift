import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let artifactTypeNotAccepted = Rule(
    "artifact-type-not-accepted", .snapshot,
    summary: "an artifact of a type that its registry does not accept",
    explanation: """
      A registry says in acceptedArtifactTypes what it takes. Judged where an artifact is added. Logs (type log) are taken by every
      registry.
      """,
    example: """
      a dataset published in a registry that accepts only models
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.versions {
      guard let manifest = version.after, let value = manifest.value else { continue }
      guard let accepted = try change.after.registry(version.name.model.registry)?.value?.acceptedArtifactTypes else {
        continue
      }
      let known = Set(version.before?.value?.artifacts ?? [])
      for (index, artifact) in value.artifacts.enumerated()
      where !known.contains(artifact) && !accepted.accepts(artifact.type) {
        guard case .only(let types) = accepted else { continue }
        findings.add(
          "registry '\(version.name.model.registry)' does not accept type '\(artifact.type)' of artifact '\(artifact.path)'",
          at: manifest.location(of: FieldPath("artifacts").appending(index).appending("type")),
          help:
            "it accepts \(types.joined(separator: ", ")); an admin may add a type: git registry edit \(version.name.model.registry) --accept \(artifact.type)"
        )
      }
    }
  }
}
