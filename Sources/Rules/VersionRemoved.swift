import Diagnostics
import Git
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
      let isModelRetired = try change.after.registry(model.registry)?.value?.retired.contains(model.model)
      if isModelRetired == true, try change.after.model(model) == nil { continue }
      let retired = try change.after.model(model)?.value?.retired ?? []
      guard let place = version.before?.location(), !(version.name.semantic.map(retired.contains) ?? true) else {
        continue
      }
      findings.add(
        "version \(version.name) is gone without being retired", at: SourceLocation(path: place.path),
        help: "run git registry version retire \(version.name), or yank it")
    }
    for model in change.models {
      guard let old = model.before?.value, let after = model.after, let new = after.value else { continue }
      for number in old.retired where !new.retired.contains(number) {
        findings.add(
          "retired version \(number) is no longer listed", at: after.location("retired"), help: "put it back")
      }
    }
  }
}
