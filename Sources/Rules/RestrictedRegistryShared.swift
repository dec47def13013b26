import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let restrictedRegistryShared = Rule(
    "restricted-registry-shared", .transition, severity: .warning, isAdjustable: true,
    summary: "a restricted or disabled registry in a repository that holds others",
    explanation: """
      Git gives read access only to whole repositories: anybody who may clone one can read every registry in it. If not everybody may read
      a registry, keep it in a repository of its own. A warning, unless policy.rules says otherwise.
      """,
    example: """
      visibility: restricted beside registries/Models
      """
  ) { change, facts, findings throws(GitError) in
    var registryCount: Int?
    for registry in change.registries {
      guard let manifest = registry.after, let new = manifest.value?.visibility, new <= .restricted,
        registry.before?.value.map({ $0.visibility > new }) ?? true
      else { continue }
      let count = if let registryCount { registryCount } else { try change.after.registryNames().count }
      registryCount = count
      guard count > 1 else { continue }
      findings.add(
        "registry '\(registry.name)' is \(new.rawValue), but anybody who may clone this repository can read it",
        at: manifest.location("visibility"),
        help: "keep it in a repository of its own")
    }
  }
}
