package import GitObjects
package import Manifests

/// What the number of a new version claims, next to what its interface shows.
///
/// A number is held against the version that it follows: the highest release of lower precedence that is not yanked. A
/// pre-release promises nothing, so nothing follows one: 1.3.0-rc.1, 1.3.0-rc.2 and 1.3.0 all follow 1.2.x. What was yanked
/// is not what users have. If that version does not state its signature or its algorithm, the next lower one that does is
/// asked for it too, so that nothing changes unseen behind a version that says nothing.
package struct NumberClaim {
  package let number: SemanticVersion
  /// Against the version that it follows, and others that are asked; none for the first version.
  package let comparisons: [Held]

  /// The comparison with one version.
  package struct Held {
    package let against: FollowedVersion
    package let compatibility: Compatibility
    /// What the numbers let change.
    package let promise: SemanticVersion.Bump

    package var isUnderstated: Bool { compatibility.leastBump > promise }
    /// If something is not judged, no overstatement is reported.
    package var isOverstated: Bool
  }

  /// A version that is there, with its manifest.
  package struct FollowedVersion {
    package let number: SemanticVersion
    package let manifest: LoadedManifest<ModelVersion>
    package let version: ModelVersion
  }

  /// So many versions are looked at for one that is not yanked, or says more.
  private static let reach = 100

  package init(
    _ number: SemanticVersion, of model: ModelName, _ new: ModelInterface, in snapshot: any Snapshot,
    _ line: ReleaseLine
  ) throws(GitError) {
    self.number = number
    var lower = line.releases(below: number)
    var steps = 0
    func next() throws(GitError) -> FollowedVersion? {
      while steps < Self.reach, let number = lower.next() {
        steps += 1
        guard let found = try snapshot.followed(number, of: model), found.version.status != .yanked else { continue }
        return found
      }
      return nil
    }
    guard let followed = try next() else {
      comparisons = []
      return
    }
    var earlierOnes: [Held] = []
    var missing = ModelInterface(
      signature: followed.version.signature == nil ? new.signature : nil,
      algorithm: followed.version.algorithm == nil ? new.algorithm : nil)
    var isFilled = (signature: false, algorithm: false)
    while !missing.isUnknown, let earlier = try next() {
      let told = ModelInterface(earlier.version.facts)
      let asked = ModelInterface(
        signature: told.signature == nil ? nil : missing.signature,
        algorithm: told.algorithm == nil ? nil : missing.algorithm)
      if asked.isUnknown { continue }
      earlierOnes.append(Held(earlier, number, Compatibility(from: told, to: asked).telling { _ in false }))
      if asked.signature != nil { (missing.signature, isFilled.signature) = (nil, true) }
      if asked.algorithm != nil { (missing.algorithm, isFilled.algorithm) = (nil, true) }
    }
    let compatibility = Compatibility(from: ModelInterface(followed.version.facts), to: new)
      .telling { !($0.isSignature ? isFilled.signature : isFilled.algorithm) }
    comparisons = [Held(followed, number, compatibility)] + earlierOnes
  }

  /// The version that it follows; nil for the first.
  package var followed: FollowedVersion? { comparisons.first?.against }

  package var isUnderstated: Bool { comparisons.contains(where: \.isUnderstated) }

  package var isOverstated: Bool { comparisons.count == 1 && comparisons.allSatisfy(\.isOverstated) }
}

extension NumberClaim.Held {
  fileprivate init(
    _ against: NumberClaim.FollowedVersion, _ number: SemanticVersion, _ compatibility: Compatibility
  ) {
    self.against = against
    self.compatibility = compatibility
    promise = number.promise(since: against.number)
    isOverstated = compatibility.gaps.isEmpty && number.overstates(compatibility.leastBump, since: against.number)
  }
}

extension Snapshot {
  fileprivate func followed(
    _ number: SemanticVersion, of model: ModelName
  ) throws(GitError) -> NumberClaim.FollowedVersion? {
    guard let manifest = try version("\(number)", of: model), let version = manifest.value else { return nil }
    return NumberClaim.FollowedVersion(number: number, manifest: manifest, version: version)
  }
}
