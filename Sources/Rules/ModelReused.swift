import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let modelReused = Rule(
    "model-reused", .transition,
    summary: "a retired model name that is used again",
    explanation: """
      A retired name stands for something that once was, and references to it may still exist. Choose another name.
      """,
    example: """
      registries/Models/fraud/ after `retired: [fraud]`
      """
  ) { change, facts, findings throws(GitError) in
    for model in change.models where model.isAdded {
      let before = try change.before?.registry(model.name.registry)?.value?.retired ?? []
      let after = try change.after.registry(model.name.registry)?.value?.retired ?? []
      guard (before + after).contains(where: { $0.lowercased() == model.name.model.lowercased() }),
        let manifest = model.after
      else { continue }
      findings.add("model name '\(model.name.model)' was retired", at: manifest.location(), help: "choose another name")
    }
    for registry in change.registries {
      guard let manifest = registry.after, let new = manifest.value else { continue }
      let known = registry.before?.value?.retired ?? []
      for (index, name) in new.retired.enumerated() where !known.contains(name) {
        let model = ModelName(registry: registry.name, model: name)
        let isThere = try change.after.model(model) != nil
        guard isThere, !change.models.contains(where: { $0.name == model && $0.isAdded }) else { continue }
        findings.add(
          "model '\(name)' is listed as retired, but it is there",
          at: manifest.location(of: FieldPath("retired").appending(index)),
          help: "run git registry model retire \(registry.name)/\(name)")
      }
    }
  }
}
