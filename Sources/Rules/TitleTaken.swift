import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let titleTaken = Rule(
    "title-taken", .snapshot,
    summary: "a title that is also the title or the folder of another model",
    explanation: """
      People and MLflow's clients find a model by its title, so it belongs to one model of a registry, and no other model's folder is
      called like it. Retired models have none.
      """,
    example: """
      title: Fraud detection in fraud/model.yaml and fraud-2/model.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for model in change.models {
      guard let manifest = model.after else { continue }
      let (name, title) = (model.name, manifest.value?.title)
      // Who is as before is as far from all others as before.
      guard model.isAdded || title != model.before?.value?.title else { continue }
      if let title {
        let titles = try change.after.titles(in: name.registry)
        if let other = titles[title]?.first(where: { $0 != name.model }) {
          findings.add(
            "'\(EscapedText.line(title))' is also the title of model '\(other)'", at: manifest.location("title"),
            help: "choose another title")
        } else if title != name.model, try change.after.hasModel(called: title, in: name.registry) {
          findings.add(
            "title '\(EscapedText.line(title))' is the name of another model", at: manifest.location("title"),
            help: "choose another title")
        }
      }
      guard model.isAdded,
        let other = try change.after.titles(in: name.registry)[name.model]?.first(where: { $0 != name.model })
      else { continue }
      findings.add(
        "'\(name.model)' is the title of model '\(other)'", at: manifest.location(), help: "choose another name")
    }
  }
}
