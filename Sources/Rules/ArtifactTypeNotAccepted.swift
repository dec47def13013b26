import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let artifactTypeNotAccepted = Rule(
    "artifact-type-not-accepted", .snapshot,
    summary: "an artifact of a type that its registry does not accept",
    explanation: """
      A registry lists what it accepts in acceptedArtifactTypes. Judged when an artifact is added. Logs (type log) are accepted by every
      registry.
      """,
    example: """
      a dataset published in a registry that accepts only models
      """
  ) { change, facts, findings throws(GitError) in
    var accepted: [String: Set<String>] = [:]
    for holder in change.facts where !holder.addedArtifacts.isEmpty {
      let registry = try change.after.registry(holder.registry)
      if registry != nil, registry?.value == nil, try !change.makesRegistryUnreadable(holder.registry) {
        findings.add(
          "registry '\(holder.registry)' cannot be read, so it is not known what it accepts",
          at: holder.location(FieldPath("artifacts")), help: "fix its registry.yaml first")
      }
      guard case .only(let types)? = registry?.value?.acceptedArtifactTypes else { continue }
      let known = accepted[holder.registry] ?? Set(types + [Artifact.logType])
      accepted[holder.registry] = known
      for (index, artifact) in holder.addedArtifacts where !known.contains(artifact.type) && !findings.isFull {
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
