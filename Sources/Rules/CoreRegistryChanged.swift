import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let coreRegistryChanged = Rule(
    "core-registry-changed", .transition,
    summary: "a core registry whose description, visibility, status or type was changed",
    explanation: """
      Core registries (Models, Datasets) are the same for everybody: they keep their name, description and organization visibility. Their
      accepted types may grow. A custom registry does not become a core one.
      """,
    example: """
      visibility: restricted in registries/Models/registry.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for registry in change.registries {
      if let old = registry.before, old.value?.type == .core, registry.isRemoved {
        findings.add(
          "core registry '\(registry.name)' was removed", at: SourceLocation(path: "\(old.path)"), help: "put it back")
      }
      guard let manifest = registry.after, let new = manifest.value, !change.makesUnreadable(registry) else { continue }
      let name = "core registry '\(registry.name)'"
      if let old = registry.before?.value {
        if old.type != new.type {
          findings.add(
            "registry '\(registry.name)' became \(new.type.rawValue)", at: manifest.location("type"),
            help: "write type: \(old.type.rawValue)")
        }
        if old.type == .core, old.status != new.status {
          findings.add(
            "status of \(name) changed", at: manifest.location("status"), help: "leave it empty instead of retiring it")
        }
        if old.type == .core, old.description != new.description {
          findings.add(
            "description of \(name) changed", at: manifest.location("description"),
            help: "put it back, or make a custom registry")
        }
      }
      let wasSo = registry.before?.value?.visibility == new.visibility
      if new.type == .core, new.visibility != .organization, !wasSo {
        findings.add(
          "visibility of \(name) is \(new.visibility.rawValue)", at: manifest.location("visibility"),
          help: "write visibility: organization, or make a custom registry")
      }
    }
  }
}
