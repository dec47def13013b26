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
    for holder in change.facts {
      let registry = try change.after.registry(holder.registry)
      if registry != nil, registry?.value == nil, !holder.addedArtifacts.isEmpty {
        findings.add(
          "registry '\(holder.registry)' cannot be read, so nobody knows what it accepts",
          at: holder.location(FieldPath("artifacts")), help: "mend its registry.yaml first")
      }
      let accepted = registry?.value?.acceptedArtifactTypes
      guard case .only(let types)? = accepted else { continue }
      for (index, artifact) in holder.addedArtifacts where accepted?.accepts(artifact.type) == false {
        findings.add(
          "registry '\(holder.registry)' does not accept type '\(artifact.type)' of artifact '\(artifact.path)'",
          at: holder.location(ofArtifact: index, "type"),
          help: """
            it accepts \(types.joined(separator: ", ")); an admin may add a type: git registry edit \(holder.registry) \
            --accept \(artifact.type)
            """)
      }
    }
  }
}
