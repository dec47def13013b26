package import Diagnostics
package import GitObjects
package import Manifests

/// A version that a change publishes.
package struct AddedVersion {
  package let model: ModelName
  package let number: SemanticVersion
  package let location: SourceLocation

  init?(_ version: ChangedManifest<VersionName, ModelVersion>) {
    guard version.isAdded, let number = version.name.semantic, let manifest = version.after else { return nil }
    self.number = number
    model = version.name.model
    location = SourceLocation(path: "\(manifest.path)")
  }
}

extension Change {
  /// What a model had before the change: read once a model, so that a push of many versions costs their number.
  func published(of model: ModelName) throws(GitError) -> PublishedVersions {
    if let known = memory.published[model] { return known }
    let numbers = try before?.versions(of: model) ?? []
    let retired = try before?.model(model)?.value?.retired ?? []
    let published = PublishedVersions(numbers: numbers, retired: retired, added: addedNumbers[model] ?? [])
    memory.published[model] = published
    return published
  }

  /// Lets the snapshot after an accepted change know the versions of the model that the one before was asked about last. In a chain of
  /// commits it is where the next one starts, which would read and sort thousands of names for the one that is new.
  package func handOnVersions() {
    guard let known = before?.memory.versions,
      !versions.contains(where: { $0.name.model == known.model && $0.isRemoved })
    else { return }
    var numbers = known.numbers
    for number in addedNumbers[known.model] ?? [] {
      numbers.insert(number, at: numbers.countOfFirst { $0 < number })
    }
    after.memory.versions = (known.model, numbers)
  }

  /// The patch after the highest version of a number's line, published or added.
  func nextNumber(inLineOf number: SemanticVersion, of model: ModelName) throws(GitError) -> SemanticVersion {
    (try published(of: model).highestRival(of: number, bumping: .patch) ?? number).bumped(.patch)
  }
}

extension Snapshot {
  /// True if some version of the registry is or was published.
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
