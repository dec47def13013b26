import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let modelReused = Rule(
    "model-reused", .transition,
    summary: "a retired model name that is used again",
    explanation: """
      A retired name stands for something that once existed, and references to it may still be around. Choose another name.
      """,
    example: """
      registries/Models/fraud/ after `retired: [fraud]`
      """
  ) { change, facts, findings throws(GitError) in
    for model in change.models where model.isAdded {
      let (registry, name) = (model.name.registry, model.name.model)
      let lists = (try change.modelsRetiredBefore(in: registry), try change.retiredModels(of: registry))
      guard lists.0.has(like: name) || lists.1.has(like: name), let manifest = model.after else { continue }
      findings.add("model name '\(model.name.model)' was retired", at: manifest.location(), help: "choose another name")
    }
    let added = Set(change.models.filter(\.isAdded).map(\.name))
    for registry in change.registries {
      guard let manifest = registry.after, let new = manifest.value else { continue }
      let known = Set(registry.before?.value?.retired ?? [])
      for (index, name) in new.retired.enumerated() where !known.contains(name) {
        let model = ModelName(registry: registry.name, model: name)
        guard !added.contains(model), try change.after.model(model) != nil else { continue }
        findings.add(
          "model '\(name)' is listed as retired, but it exists",
          at: manifest.location(of: FieldPath("retired").appending(index)),
          help: "run git registry model retire \(registry.name)/\(name)")
      }
    }
  }
}
