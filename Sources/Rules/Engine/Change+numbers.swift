package import GitObjects
import ManifestCoding
package import Manifests

/// A version whose number a change lets judge, with what it is held against.
struct NumberedVersion {
  let model: ModelName
  let number: SemanticVersion
  let manifest: LoadedManifest<ModelVersion>
  let version: ModelVersion
  let claim: NumberClaim
}

extension Change {
  /// The versions that the change publishes, those that `isAsked` lets pass.
  func numberedVersions(_ isAsked: (ModelVersion) -> Bool) throws(GitError) -> [NumberedVersion] {
    try numbered { $0.isAdded && isAsked($1) }
  }

  /// The versions whose interface the change makes known: new ones that have one, and published ones that had none.
  func interfacesMadeKnown() throws(GitError) -> [NumberedVersion] {
    try numbered { changed, version in
      let old = changed.before?.value
      return (version.signature != nil && old?.signature == nil) || (version.algorithm != nil && old?.algorithm == nil)
    }
  }

  private func numbered(
    _ isAsked: (ChangedManifest<VersionName, ModelVersion>, ModelVersion) -> Bool
  ) throws(GitError) -> [NumberedVersion] {
    var numbered: [NumberedVersion] = []
    for changed in versions {
      guard let manifest = changed.after, let version = manifest.value, let number = changed.name.semantic,
        isAsked(changed, version)
      else { continue }
      let model = changed.name.model
      numbered.append(
        NumberedVersion(
          model: model, number: number, manifest: manifest, version: version,
          claim: try claim(of: number, of: model, version)))
    }
    return numbered
  }

  /// What the number of a version that the change publishes claims, next to what its interface shows.
  package func claim(
    of number: SemanticVersion, of model: ModelName, _ version: ModelVersion
  ) throws(GitError) -> NumberClaim {
    try NumberClaim(number, of: model, ModelInterface(version.facts), in: after, published(of: model).line)
  }

  /// The least number that accounts for a change that needs `bump`, after every one that it must come after; a candidate of it
  /// instead of a candidate.
  func leastNumber(
    telling bump: SemanticVersion.Bump, since old: SemanticVersion, insteadOf number: SemanticVersion,
    of model: ModelName
  ) throws(GitError) -> SemanticVersion {
    let published = try published(of: model)
    let ordering = try after.registry(model.registry)?.value?.effectiveOrdering ?? .perLine
    let part = old.part(for: bump)
    let scope = ordering == .ascending ? .major : part
    let highest = published.highestRival(of: old, bumping: scope, except: number) ?? old
    let next = highest.bumped(part)
    let candidate = next.candidate(like: number)
    return highest.precedes(candidate) ? candidate : next
  }
}
