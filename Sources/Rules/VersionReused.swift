import Diagnostics
import Git
import ManifestCoding
import Manifests

extension Rule {
  static let versionReused = Rule(
    "version-reused", .transition,
    summary: "a retired version number that is published again",
    explanation: """
      A retired number names something that once was. It is never given to anything else.
      """,
    example: """
      1.0.0 after `retired: ["1.0.0"]`
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.addedVersions {
      let before = try change.published(of: version.model).retired
      let after = try change.after.model(version.model)?.value?.retired ?? []
      guard (before + after).contains(where: { $0.isOneName(with: version.number) }) else { continue }
      findings.add(
        "version \(version.number) was retired", at: version.location,
        help: "publish another number: a retired one is never used again")
    }
    for model in change.models {
      guard let manifest = model.after, let new = manifest.value else { continue }
      let known = model.before?.value?.retired ?? []
      for (index, number) in new.retired.enumerated() where !known.contains(number) {
        guard try change.after.version("\(number)", of: model.name) != nil,
          !change.addedVersions.contains(where: { $0.model == model.name && $0.number == number })
        else { continue }
        findings.add(
          "version \(number) is listed as retired, but it is there",
          at: manifest.location(of: FieldPath("retired").appending(index)),
          help: "run git registry version retire \(model.name)@\(number)")
      }
    }
  }
}

extension SemanticVersion {
  /// True where the numbers have the same precedence or differ only in case.
  fileprivate func isOneName(with other: SemanticVersion) -> Bool {
    hasSamePrecedence(as: other) || description.lowercased() == other.description.lowercased()
  }
}
