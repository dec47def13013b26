import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let versionNumberTooLarge = Rule(
    "version-number-too-large", .transition,
    summary: "a version with a number above 9007199254740991",
    explanation: """
      The numbers of a version (major, minor, patch, and those of a pre-release) go up to 2^53 - 1, as npm's do: many programs read larger ones
      as other numbers, and no number could follow one of 200 digits. Judged when a version is
      published or listed as retired; what was published before stays as it is.
      """,
    example: """
      versions/9007199254740992.0.0.yaml
      """
  ) { change, facts, findings throws(GitError) in
    for version in change.addedVersions {
      guard let number = version.number.numberTooLarge else { continue }
      findings.add(
        "version \(version.number.short) has the number \(number.short), over the limit of \(NumericIdentifier.largest)",
        at: version.location, help: "publish a lower number, in another line if this one has none left")
    }
    for model in change.models {
      guard let manifest = model.after, let new = manifest.value else { continue }
      let known = Set(model.before?.value?.retired ?? [])
      for (index, version) in new.retired.enumerated() where !known.contains(version) {
        // One that was published before the limit may be retired.
        guard let number = version.numberTooLarge,
          try change.before?.version("\(version)", of: model.name) == nil
        else { continue }
        findings.add(
          "retired version \(version.short) has the number \(number.short), over the limit of \(NumericIdentifier.largest)",
          at: manifest.location(of: FieldPath("retired").appending(index)), help: "remove it: it was never published")
      }
    }
  }
}

extension CustomStringConvertible {
  /// As much as a line holds.
  fileprivate var short: String {
    let text = description
    return text.utf8.count <= 60 ? text : "\(text.prefix(20))...\(text.suffix(20))"
  }
}
