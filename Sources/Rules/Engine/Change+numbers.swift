package import Git
import ManifestCoding
package import Manifests

/// A version that a change publishes, with its manifest and what its number is held against.
struct NumberedVersion {
  let added: AddedVersion
  let manifest: LoadedManifest<ModelVersion>
  let version: ModelVersion
  let claim: NumberClaim
}

extension Change {
  /// The versions that the change publishes, those that `isAsked` lets pass.
  func numbered(_ isAsked: (ModelVersion) -> Bool) throws(GitError) -> [NumberedVersion] {
    var numbered: [NumberedVersion] = []
    for added in addedVersions {
      guard let manifest = try after.version("\(added.number)", of: added.model), let version = manifest.value,
        isAsked(version)
      else { continue }
      numbered.append(
        NumberedVersion(
          added: added, manifest: manifest, version: version,
          claim: try claim(of: added.number, of: added.model, version)))
    }
    return numbered
  }

  /// What the number of a version that the change publishes says, beside what its interface says.
  package func claim(
    of number: SemanticVersion, of model: ModelName, _ version: ModelVersion
  ) throws(GitError) -> NumberClaim {
    try NumberClaim(number, of: model, ModelInterface(version.facts), in: after, published(of: model).line)
  }

  /// The least number that tells of a change that needs `bump`, after every one that it must come after; a candidate of it
  /// instead of a candidate.
  func leastNumber(
    telling bump: SemanticVersion.Bump, since old: SemanticVersion, insteadOf number: SemanticVersion,
    of model: ModelName
  ) throws(GitError) -> SemanticVersion {
    let published = try published(of: model)
    let ordering = try after.registry(model.registry)?.value?.effectiveOrdering ?? .perLine
    let others = published.all + published.added.filter { $0 != number }
    let part = old.part(for: bump)
    let rivals = others.filter { other in
      switch ordering == .ascending ? .major : part {
      case .major: true
      case .minor: other.major == old.major
      case .patch: (other.major, other.minor) == (old.major, old.minor)
      }
    }
    let highest = rivals.max() ?? old
    let next = highest.bumped(part)
    let candidate = next.candidate(like: number)
    return highest.precedes(candidate) ? candidate : next
  }
}
