package import Diagnostics
package import Git
package import Manifests

/// A version that a change publishes.
package struct AddedVersion {
  package let model: ModelName
  package let number: SemanticVersion
  package let location: SourceLocation
}

extension Change {
  /// The versions that this change publishes, whose names are semantic.
  package var addedVersions: [AddedVersion] {
    versions.compactMap { version in
      guard version.isAdded, let number = version.name.semantic, let manifest = version.after else { return nil }
      let place = SourceLocation(path: "\(manifest.path)")
      return AddedVersion(model: version.name.model, number: number, location: place)
    }
  }

  /// Every number that the model had before the change: active, deprecated, yanked and retired.
  package func publishedNumbers(of model: ModelName) throws(GitError) -> [SemanticVersion] {
    guard let before else { return [] }
    return try before.versions(of: model) + (before.model(model)?.value?.retired ?? [])
  }

  /// The patch after the highest version of the line that a version belongs to.
  func nextNumber(inLineOf version: AddedVersion) throws(GitError) -> SemanticVersion {
    let number = version.number
    let line = try numbers(beside: version).filter { ($0.major, $0.minor) == (number.major, number.minor) }
    return (line.max() ?? number).bumped(.patch)
  }

  /// The published numbers, and those that this change publishes beside the given one.
  func numbers(beside version: AddedVersion) throws(GitError) -> [SemanticVersion] {
    let others = addedVersions.filter { $0.model == version.model && $0.number != version.number }
    return try publishedNumbers(of: version.model) + others.map(\.number)
  }
}

extension Snapshot {
  /// True where some version of the registry is or was published.
  package func everHeldVersion(in registry: String) throws(GitError) -> Bool {
    if try self.registry(registry)?.value?.retired.isEmpty == false { return true }
    for model in try modelNames(in: registry) {
      let name = ModelName(registry: registry, model: model)
      if try !versions(of: name).isEmpty { return true }
      if try self.model(name)?.value?.retired.isEmpty == false { return true }
    }
    return false
  }
}

extension SemanticVersion {
  /// The version that a malformed one may have meant: without a leading `v`, missing numbers, leading zeros, blanks.
  package static func nearest(to text: String) -> SemanticVersion? {
    var core = text.filter { $0 != " " }
    if core.hasPrefix("v") || core.hasPrefix("V") { core.removeFirst() }
    if let version = SemanticVersion(core) { return version }
    var numbers = core.split(separator: ".").map { part in
      part.allSatisfy(\.isASCII) && part.allSatisfy(\.isNumber) ? String(part.drop { $0 == "0" }) : "?"
    }
    numbers = numbers.map { $0.isEmpty ? "0" : $0 }
    while numbers.count < 3 { numbers.append("0") }
    return SemanticVersion(numbers.prefix(3).joined(separator: "."))
  }
}
