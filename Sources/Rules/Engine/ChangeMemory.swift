import Manifests

/// What rules asked a change for, each worked out once, so that a change of many files costs their number.
struct ChangeMemory {
  /// See ``Change/published(of:)``.
  var published: [ModelName: PublishedVersions] = [:]
  /// What registries and models list as retired after the change.
  var retiredModels: [String: RetiredNames] = [:]
  var retiredVersions: [ModelName: RetiredNames] = [:]
  /// What registries listed as retired before it.
  var modelsRetiredBefore: [String: RetiredNames] = [:]
  /// In lower case, by registry.
  var protectedAliases: [String: Set<String>] = [:]
  /// See ``Change/protectedAlias(naming:)``.
  var protectedVersions: [ModelName: [SemanticVersion: String]] = [:]
  var mendedSizes: [Digest: MendedSize]?
  /// The version that `production` named before the change.
  var production: [ModelName: SemanticVersion?] = [:]
  /// Whether a registry ever held a version before the change.
  var heldVersions: [String: Bool] = [:]
  /// By the claim of who acts.
  var rights: [String: Rights] = [:]
  /// Whom to ask, in words.
  var organizationAdmins: String?
  var registryAdmins: [String: String] = [:]
}
