package import GitObjects
package import Manifests

/// A member's role in a registry, and where it comes from.
package struct EffectiveRole: Hashable, Sendable {
  package let member: String
  package let role: RegistryRole
  /// `registry`, `team/NAME` or `organization admin`.
  package let source: String

  /// The highest role of every member that has one in the registry, by member name.
  package static func all(in registry: String, of snapshot: any Snapshot) throws(GitError) -> [EffectiveRole] {
    var best: [String: EffectiveRole] = [:]
    func offer(_ member: String, _ role: RegistryRole, _ source: String) {
      if let known = best[member], known.role >= role { return }
      best[member] = EffectiveRole(member: member, role: role, source: source)
    }
    for admin in try Rights.organizationAdmins(in: snapshot) { offer(admin, .admin, "organization admin") }
    for (who, role) in (try snapshot.registry(registry)?.value?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
      if who.hasPrefix(Rights.teamPrefix) {
        let team = try snapshot.team(String(who.dropFirst(Rights.teamPrefix.count)))?.value
        for member in team?.members ?? [] { offer(member, role, who) }
      } else {
        offer(who, role, "registry")
      }
    }
    return best.values.sorted { $0.member < $1.member }
  }
}
