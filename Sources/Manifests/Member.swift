/// One person or service account: `members/NAME.yaml`.
package struct Member: Hashable, Sendable {
  package var displayName: String?
  package var emails: [String]
  package var role: OrganizationRole
  package var isService: Bool
  package var signingKeys: [SigningKey]
  /// Jobs that may act as this member without a secret.
  package var trustedPublishers: [TrustedPublisher]

  package init(
    displayName: String? = nil, emails: [String], role: OrganizationRole = .member, isService: Bool = false,
    signingKeys: [SigningKey] = [], trustedPublishers: [TrustedPublisher] = []
  ) {
    self.displayName = displayName
    self.emails = emails
    self.role = role
    self.isService = isService
    self.signingKeys = signingKeys
    self.trustedPublishers = trustedPublishers
  }
}

/// A member's role in the organization; W&B's team roles.
package enum OrganizationRole: String, Sendable, CaseIterable {
  case admin, member
}
