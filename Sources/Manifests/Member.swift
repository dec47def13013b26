/// One person or service account: `members/NAME.yaml`.
package struct Member: Hashable, Sendable {
  package var displayName: String?
  package var emails: [String]
  package var role: OrganizationRole
  package var isService: Bool
  package var signingKeys: [SigningKey]

  package init(
    displayName: String? = nil, emails: [String], role: OrganizationRole = .member, isService: Bool = false,
    signingKeys: [SigningKey] = []
  ) {
    self.displayName = displayName
    self.emails = emails
    self.role = role
    self.isService = isService
    self.signingKeys = signingKeys
  }
}

/// A member's role in the organization; W&B's team roles.
package enum OrganizationRole: String, Sendable, CaseIterable {
  case admin, member
}
