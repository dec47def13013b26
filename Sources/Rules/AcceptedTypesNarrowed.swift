import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let acceptedTypesNarrowed = Rule(
    "accepted-types-narrowed", .transition,
    summary: "an artifact type that a registry no longer accepts",
    explanation: """
      Accepted types may grow and never shrink: otherwise, what was published under the old promise would break the new one.
      """,
    example: """
      acceptedArtifactTypes: [model] after [model, dataset]
      """
  ) { change, facts, findings throws(GitError) in
    for registry in change.registries {
      guard let old = registry.before?.value?.acceptedArtifactTypes, let manifest = registry.after,
        let new = manifest.value?.acceptedArtifactTypes, case .only(let types) = new
      else { continue }
      if change.makesUnreadable(registry) { continue }
      let accepted = Set(types)
      let lost: [String] =
        switch old {
        case .all: ["all"]
        case .only(let before): before.filter { !accepted.contains($0) }
        }
      for type in lost {
        findings.add(
          "registry '\(registry.name)' no longer accepts '\(type)'", at: manifest.location("acceptedArtifactTypes"),
          help: "put it back: accepted types only grow")
      }
    }
  }
}
