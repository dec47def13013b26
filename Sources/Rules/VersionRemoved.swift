import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionRemoved = Rule(
    "version-removed", .transition,
    summary: "a published version that is gone without being retired",
    explanation: """
      A version goes away only by retiring its number: `git registry version retire` removes the manifest and records the number in
      model.yaml, so that it is never published again. A number once recorded stays recorded.
      """,
    example: """
      deleting registries/Models/fraud/versions/1.0.0.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.versions where version.isRemoved {
      let model = version.name.model
      if try change.makesModelUnreadable(model) { continue }
      if try change.makesRegistryUnreadable(model.registry) { continue }
      if try change.retiredModels(of: model.registry).contains(model.model), try change.after.model(model) == nil {
        continue
      }
      guard let place = version.before?.location(), let number = version.name.semantic,
        try !change.retiredVersions(of: model).contains("\(number)")
      else { continue }
      findings.add(
        "version \(version.name) is gone without being retired", at: SourceLocation(path: place.path),
        help: "run git registry version retire \(version.name), or yank it")
    }
    for model in change.models {
      guard let old = model.before?.value, let after = model.after, let new = after.value,
        !change.makesUnreadable(model)
      else { continue }
      let listed = Set(new.retired)
      for number in old.retired where !listed.contains(number) {
        findings.add(
          "retired version \(number) is no longer listed", at: after.location("retired"), help: "put it back")
      }
    }
  }
}
