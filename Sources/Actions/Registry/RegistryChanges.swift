package import Manifests

/// What of a registry is to be set.
package struct RegistryChanges: Sendable {
  /// Empty for none; nil for the one that is there.
  package var description: String?
  package var visibility: Visibility?
  /// Types that are accepted besides those that are.
  package var acceptedTypes: [String] = []
  package var acceptsAll = false
  /// Aliases that only an admin may move, besides those that are.
  package var protectedAliases: [String] = []
  package var ordering: Ordering?
  package var isSealed: Bool?
  package var protectedVersions: ProtectedVersions?
  /// Gates and what is routine, all of them; nil for those that are there.
  package var policy: RegistryPolicy?
  /// Members to make admin, by name or e-mail address.
  package var admins: [String] = []

  package init() {}

  func apply(to registry: inout Registry, _ find: RegistryLookup) throws {
    if let description { registry.description = description.isEmpty ? nil : description }
    if let visibility { registry.visibility = visibility }
    if acceptsAll { registry.acceptedArtifactTypes = .all }
    if case .only(let types) = registry.acceptedArtifactTypes {
      registry.acceptedArtifactTypes = .only(types + acceptedTypes.unique(without: types))
    } else if !acceptedTypes.isEmpty {
      throw ActionFailure(.conflict, "the registry already accepts every type, and accepted types only grow")
    }
    registry.protectedAliases += protectedAliases.unique(without: registry.protectedAliases)
    if let ordering { registry.ordering = ordering }
    if let isSealed { registry.isSealed = isSealed }
    if let policy { registry.policy = policy }
    if let protectedVersions { registry.protectedVersions = protectedVersions }
    for who in admins { registry.members[try find.memberName(who)] = .admin }
  }
}
