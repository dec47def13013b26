import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let modelRemoved = Rule(
    "model-removed", .transition,
    summary: "a model that is gone without being retired",
    explanation: """
      A model goes away only by retiring its name: `git registry model retire` removes its folder and records the name in
      registry.yaml, so that references to it never mean something else. A name once recorded stays recorded.
      """,
    example: """
      deleting registries/Models/fraud/
      """
  ) { change, facts, findings throws(GitError) in
    for model in change.models where model.isRemoved {
      let registry = model.name.registry
      guard let place = model.before?.location(), try !change.makesRegistryUnreadable(registry) else { continue }
      // It goes with a registry that never held anything.
      if try change.after.registry(registry) == nil, try !change.heldVersion(registry) { continue }
      if try !change.retiredModels(of: registry).contains(model.name.model) {
        findings.add(
          "model \(model.name) is gone without being retired", at: SourceLocation(path: place.path),
          help: "run git registry model retire \(model.name)")
      } else if let folder = RepositoryPath(model.name.folder), try change.after.entry(at: folder) != nil {
        findings.add(
          "model \(model.name) is retired, but some of its files are left", at: SourceLocation(path: place.path),
          help: "remove its whole folder")
      }
    }
    for registry in change.registries {
      guard let old = registry.before?.value, let after = registry.after, let new = after.value,
        !change.makesUnreadable(registry)
      else { continue }
      let listed = Set(new.retired)
      for name in old.retired where !listed.contains(name) {
        findings.add("retired model '\(name)' is no longer listed", at: after.location("retired"), help: "put it back")
      }
    }
  }
}
