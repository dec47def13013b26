import Git
import GitObjects
import Manifests
import RegistryStore
import Rules

/// What a list says of a model: read from its folder's names and one manifest of a version.
struct ModelBrief: Sendable {
  let versions: Int
  let candidates: Int
  let latest: SemanticVersion?
  /// Of the latest version, or the highest one where none is neither a pre-release nor yanked.
  let createdAt: String?
  let createdBy: String?

  init(_ model: ModelName, in snapshot: CommitSnapshot) throws {
    let numbers = try snapshot.versions(of: model)
    versions = numbers.count
    candidates = try snapshot.candidateNames(of: model).count
    var latest: SemanticVersion?
    for number in numbers.reversed() where !number.isPrerelease {
      if try snapshot.version("\(number)", of: model)?.value?.status != .yanked {
        latest = number
        break
      }
    }
    self.latest = latest
    let shown = try (latest ?? numbers.last).flatMap { try snapshot.version("\($0)", of: model)?.value }
    createdAt = shown?.createdAt
    createdBy = shown?.createdBy
  }
}

/// What a list says of a registry: the sums of its models.
struct RegistryBrief: Sendable {
  let models: Int
  let versions: Int
  /// When the newest of its models' latest versions was made.
  let newest: String?
}
