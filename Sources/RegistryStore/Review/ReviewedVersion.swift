package import Diagnostics
import Git
package import Manifests
import Rules

/// A version that a change publishes or promotes, beside those that its users have now.
package struct ReviewedVersion {
  package let model: ModelName
  package let number: SemanticVersion
  package let version: ModelVersion
  package let location: SourceLocation
  /// What it is compared with, the version that it follows first.
  package let others: [Other]
  /// What differs from any of them; everything where there is nothing to compare with.
  package let comparisons: [Comparison]
  /// The version that its metrics are held against where a change may be routine: production's, else the highest one before
  /// it, both as they were before the change.
  let current: Other?
  /// The highest release before it; nil for the first one.
  package let lastRelease: SemanticVersion?
  /// Digests of its artifacts that the registry did not have.
  package let newDigests: Set<Digest>

  package struct Other: Hashable, Sendable {
    /// Why it is here: `follows`, or the alias that names it.
    package let role: String
    package let number: SemanticVersion
    package let version: ModelVersion
  }

  private let metricPlace: (String) -> SourceLocation

  func place(ofMetric name: String) -> SourceLocation { metricPlace(name) }

  init(
    _ model: ModelName, _ number: SemanticVersion, _ manifest: LoadedManifest<ModelVersion>, _ version: ModelVersion,
    others: [Other], current: Other? = nil, lastRelease: SemanticVersion? = nil, before: (any Snapshot)?
  ) throws(GitError) {
    self.model = model
    self.number = number
    self.version = version
    self.others = others
    self.current = current
    self.lastRelease = lastRelease
    location = manifest.location()
    metricPlace = { manifest.location("metrics", $0) }
    comparisons = Self.comparisons(version, others.map(\.version)).filter(\.differs)
    var new: Set<Digest> = []
    for artifact in version.artifacts where artifact.digest != .empty {
      let path = RepositoryPath(artifact.digest.blobPath)
      if try path.flatMap({ path throws(GitError) in try before?.entry(at: path) }) == nil {
        new.insert(artifact.digest)
      }
    }
    newDigests = new
  }

  package var followed: SemanticVersion? { others.first { $0.role == Self.follows }?.number }

  static let follows = "follows"

  /// What the number says of the change since the last release; nil where there is none.
  package var bump: SemanticVersion.Bump? {
    lastRelease.map { old in
      old.major != number.major ? .major : old.minor != number.minor ? .minor : .patch
    }
  }

  private static func comparisons(_ version: ModelVersion, _ others: [ModelVersion]) -> [Comparison] {
    let algorithm = Comparison(
      kind: .algorithm, name: "algorithm", value: version.algorithm, others: others.map(\.algorithm), trend: nil)
    let parameters = names(version.parameters, others.map(\.parameters)).map { name in
      Comparison(
        kind: .parameter, name: name, value: version.parameters[name]?.description,
        others: others.map { $0.parameters[name]?.description }, trend: nil)
    }
    let metrics = names(version.metrics, others.map(\.metrics)).map { name in
      let (old, new) = (others.first?.metrics[name], version.metrics[name])
      return Comparison(
        kind: .metric, name: name, value: new.map { "\($0)" }, others: others.map { $0.metrics[name].map { "\($0)" } },
        trend: old.flatMap { old in new.flatMap { Comparison.Trend(from: old, to: $0) } })
    }
    return (version.algorithm == nil && others.allSatisfy { $0.algorithm == nil } ? [] : [algorithm]) + metrics
      + parameters
  }

  private static func names<Value>(_ one: [String: Value], _ others: [[String: Value]]) -> [String] {
    others.reduce(into: Set(one.keys)) { $0.formUnion($1.keys) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
