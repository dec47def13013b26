import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionReused = Rule(
    "version-reused", .transition,
    summary: "a retired version number that is published again",
    explanation: """
      A retired number names something that once existed. It is never given to anything else.
      """,
    example: """
      1.0.0 after `retired: ["1.0.0"]`
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.addedVersions {
      let name = version.number.description
      let lists = (
        try change.published(of: version.model).retiredNames, try change.retiredVersions(of: version.model)
      )
      guard lists.0.has(like: name) || lists.1.has(like: name) else { continue }
      findings.add(
        "version \(version.number) was retired", at: version.location,
        help: "publish another number: a retired one is never used again")
    }
    for model in change.models {
      guard let manifest = model.after, let new = manifest.value else { continue }
      let known = Set(model.before?.value?.retired ?? [])
      let added = Set(change.addedNumbers[model.name] ?? [])
      for (index, number) in new.retired.enumerated() where !known.contains(number) && !added.contains(number) {
        guard try change.after.version("\(number)", of: model.name) != nil else { continue }
        findings.add(
          "version \(number) is listed as retired, but it exists",
          at: manifest.location(of: FieldPath("retired").appending(index)),
          help: "run git registry version retire \(model.name)@\(number)")
      }
    }
  }
}
