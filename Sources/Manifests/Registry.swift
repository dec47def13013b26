/// A named container of models: `registries/NAME/registry.yaml`.
package struct Registry: Hashable, Sendable {
  package var type: RegistryType
  package var description: String?
  package var visibility: Visibility
  package var acceptedArtifactTypes: AcceptedTypes
  /// By member name, or `team/NAME`.
  package var members: [String: RegistryRole]
  package var protectedAliases: [String]
  /// Names of models that can never be used again.
  package var retired: [String]
  package var ordering: Ordering?
  /// Published versions gain nothing but logs.
  package var isSealed: Bool
  /// Nil for the default.
  package var protectedVersions: ProtectedVersions?
  /// What versions must have to be published, and to be named by an alias.
  package var gates: Gates
  /// How far the metrics of a change that is routine may go; metrics alone. No rule reads it.
  package var routine: Gate?
  package var status: RegistryStatus

  package init(
    type: RegistryType, description: String? = nil, visibility: Visibility, acceptedArtifactTypes: AcceptedTypes,
    members: [String: RegistryRole] = [:], protectedAliases: [String] = [], retired: [String] = [],
    ordering: Ordering? = nil, isSealed: Bool = false, protectedVersions: ProtectedVersions? = nil,
    gates: Gates = Gates(), routine: Gate? = nil, status: RegistryStatus = .active
  ) {
    self.type = type
    self.description = description
    self.visibility = visibility
    self.acceptedArtifactTypes = acceptedArtifactTypes
    self.members = members
    self.protectedAliases = protectedAliases
    self.retired = retired
    self.ordering = ordering
    self.isSealed = isSealed
    self.protectedVersions = protectedVersions
    self.gates = gates
    self.routine = routine
    self.status = status
  }

  package var effectiveOrdering: Ordering { ordering ?? .perLine }
  package var effectiveProtectedVersions: ProtectedVersions { protectedVersions ?? .admin }
}

package enum RegistryType: String, Sendable, CaseIterable {
  case core, custom
}

package enum RegistryStatus: String, Sendable, CaseIterable {
  case active, retired
}

/// Who reads a registry, from everybody to nobody but its admins.
package enum Visibility: String, Sendable, CaseIterable, Comparable {
  case disabled, restricted, organization, `public`

  package static func < (left: Visibility, right: Visibility) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// A member's or team's role in one registry, least first; W&B's registry roles.
package enum RegistryRole: String, Sendable, CaseIterable, Comparable {
  case restrictedViewer = "restricted-viewer"
  case viewer, member, admin

  package static func < (left: RegistryRole, right: RegistryRole) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// How a new version must stand to the published ones; design, section 4.
package enum Ordering: String, Sendable, CaseIterable {
  case perLine = "per-line"
  case ascending
}

/// Who adds to a version that a protected alias names: a registry's admins, or its members too.
package enum ProtectedVersions: String, Sendable, CaseIterable {
  case admin, member
}

/// The artifact types that a registry takes. Every registry takes `log`.
package enum AcceptedTypes: Hashable, Sendable {
  case all
  case only([String])

  package func accepts(_ type: String) -> Bool {
    switch self {
    case .all: true
    case .only(let types): type == Artifact.logType || types.contains(type)
    }
  }
}
