package import Diagnostics
import Git
package import Manifests
package import Rules

/// A version that a change publishes or promotes, next to those that its users have now.
package struct ReviewedVersion {
  package let model: ModelName
  package let number: SemanticVersion
  package let version: ModelVersion
  package let location: SourceLocation
  /// What it is compared with, the version that it follows first.
  package let others: [Other]
  /// What differs from any of them; everything if there is nothing to compare with.
  package let comparisons: [Comparison]
  /// The version that its metrics are compared with when a change may be routine: production's, else the highest one before
  /// it, both as they were before the change.
  let current: Other?
  /// The highest release before it; nil for the first one.
  package let lastRelease: SemanticVersion?
  /// What its number claims, next to what its interface shows; nil if nothing is published.
  package let claim: NumberClaim?
  /// Digests of its artifacts that the registry did not have.
  package let newDigests: Set<Digest>

  package struct Other: Hashable, Sendable {
    package let role: Role
    package let number: SemanticVersion
    package let version: ModelVersion

    /// Why a version is compared with it.
    package enum Role: Hashable, Sendable {
      /// It is the one before.
      case followed
      /// The alias names it.
      case alias(String)

      /// `follows`, or the alias.
      package var name: String { if case .alias(let alias) = self { alias } else { "follows" } }
    }
  }

  private let metricPlace: (String) -> SourceLocation

  func place(ofMetric name: String) -> SourceLocation { metricPlace(name) }

  init(
    _ model: ModelName, _ number: SemanticVersion, _ manifest: LoadedManifest<ModelVersion>, _ version: ModelVersion,
    others: [Other], current: Other? = nil, lastRelease: SemanticVersion? = nil, claim: NumberClaim? = nil,
    before: (any Snapshot)?
  ) throws(GitError) {
    self.model = model
    self.number = number
    self.version = version
    self.others = others
    self.current = current
    self.lastRelease = lastRelease
    self.claim = claim
    location = manifest.location()
    metricPlace = { manifest.location("metrics", $0) }
    comparisons = Comparison.reviewed(version, others.map(\.version))
    var new: Set<Digest> = []
    for artifact in version.artifacts where artifact.digest != .empty {
      let path = RepositoryPath(artifact.digest.blobPath)
      if try path.flatMap({ path throws(GitError) in try before?.entry(at: path) }) == nil {
        new.insert(artifact.digest)
      }
    }
    newDigests = new
  }

  package var followed: SemanticVersion? { others.first { $0.role == .followed }?.number }

  /// What the number says of the change since the last release; nil if there is none.
  package var bump: SemanticVersion.Bump? {
    lastRelease.map { old in
      old.major != number.major ? .major : old.minor != number.minor ? .minor : .patch
    }
  }
}
