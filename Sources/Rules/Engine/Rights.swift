package import GitObjects
package import Manifests

/// What an actor may do, read from the snapshot before the change: nobody grants themselves rights in the push that uses them.
package final class Rights {
  /// The member's name; nil if the actor is not a member.
  package let member: String?
  package let isOrganizationAdmin: Bool
  private let before: any Snapshot
  /// Worked out once a registry: a change of many files asks for each of them.
  private var roles: [String: RegistryRole?] = [:]

  /// - Parameter claim: a member's name or one of its e-mail addresses, compared strictly.
  package init(of claim: String, in before: any Snapshot) throws(GitError) {
    self.before = before
    member = try Self.memberName(claim, in: before)
    isOrganizationAdmin = try member.flatMap { name throws(GitError) in try before.member(name)?.value?.role } == .admin
  }

  /// The role in a registry as it was; nil for none.
  package func role(in registry: String) throws(GitError) -> RegistryRole? {
    guard let member else { return nil }
    if isOrganizationAdmin { return .admin }
    if let known = roles[registry] { return known }
    let role = try role(of: member, in: registry)
    roles[registry] = .some(role)
    return role
  }

  private func role(of member: String, in registry: String) throws(GitError) -> RegistryRole? {
    guard let value = try before.registry(registry)?.value else { return nil }
    var best: RegistryRole?
    for (who, role) in value.members {
      var isMeant = who == member
      if who.hasPrefix(Self.teamPrefix) {
        isMeant =
          try before.team(String(who.dropFirst(Self.teamPrefix.count)))?.value?.members.contains(member) ?? false
      }
      if isMeant { best = max(best ?? role, role) }
    }
    return best
  }

  package static let teamPrefix = "team/"

  /// The member that a name or e-mail address means; nil for none. Exact bytes decide.
  package static func memberName(_ claim: String, in snapshot: any Snapshot) throws(GitError) -> String? {
    if !claim.contains("@") {
      guard NameGrammar.member.accepts(claim) else { return nil }
      return try snapshot.member(claim)?.value == nil ? nil : claim
    }
    var found: String?
    try snapshot.members(mentioning: claim) { name throws(GitError) in
      let emails = try snapshot.member(name)?.value?.emails ?? []
      if emails.contains(where: { $0.utf8.elementsEqual(claim.utf8) }) { found = name }
      return found != nil
    }
    return found
  }

  /// The members and teams that are admins of a registry, for the advice whom to ask.
  package static func admins(of registry: String, in snapshot: any Snapshot) throws(GitError) -> [String] {
    let members = try snapshot.registry(registry)?.value?.members ?? [:]
    return members.filter { $0.value == .admin }.keys.sorted()
  }

  package static func organizationAdmins(in snapshot: any Snapshot) throws(GitError) -> [String] {
    var admins: [String] = []
    try snapshot.members(mentioning: OrganizationRole.admin.rawValue) { name throws(GitError) in
      if admins.last != name, try snapshot.member(name)?.value?.role == .admin { admins.append(name) }
      return false
    }
    return admins
  }
}
