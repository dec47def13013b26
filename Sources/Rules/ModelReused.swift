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
      guard (before + after).contains(model.name.model), let manifest = model.after else { continue }
      findings.add("model name '\(model.name.model)' was retired", at: manifest.location(), help: "choose another name")
    }
  }
}
