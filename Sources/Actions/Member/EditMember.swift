import Enforcement
package import Manifests
package import RegistryStore

/// Changes a member of the organization.
package struct EditMember: Action {
  /// A member's name or e-mail address.
  package let who: String
  /// Replaces the addresses that are there; none for those that are there.
  package var emails: [String] = []
  /// Empty for none; nil for the one that is there.
  package var displayName: String?
  package var role: OrganizationRole?
  package var isService: Bool?
  package var addedKeys: [SigningKey] = []
  package var removedKeys: [RemovedKey] = []

  /// A key that signs no longer: itself, or its fingerprint.
  package enum RemovedKey: Sendable {
    case key(SigningKey)
    case fingerprint(String)
  }

  package init(_ who: String) { self.who = who }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let name = try context.find.memberName(who)
    var member = try context.find.member(name)
    if !emails.isEmpty { member.emails = emails }
    if let displayName { member.displayName = displayName.isEmpty ? nil : displayName }
    if let role { member.role = role }
    if let isService { member.isService = isService }
    for key in removedKeys { try Self.remove(key, from: &member.signingKeys, of: name) }
    for key in addedKeys where !member.signingKeys.contains(where: { $0.identity == key.identity }) {
      member.signingKeys.append(key)
    }
    try edit.write(member, at: "members/\(name)")
    return ActionEffect("Edit member \(who)")
  }

  private static func remove(_ key: RemovedKey, from keys: inout [SigningKey], of member: String) throws {
    let remaining =
      switch key {
      case .fingerprint(let fingerprint): keys.filter { $0.fingerprint != fingerprint }
      case .key(let key): keys.filter { $0.identity != key.identity }
      }
    guard remaining.count < keys.count else {
      let known = keys.map(\.fingerprint).joined(separator: ", ")
      throw ActionFailure(
        .notFound, "'\(member)' has no such signing key",
        help: known.isEmpty ? "there is none to remove" : "name one of: \(known)")
    }
    keys = remaining
  }
}
