import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let registryWithoutAdmin = Rule(
    "registry-without-admin", .snapshot,
    summary: "a custom registry with no admin",
    explanation: """
      Every custom registry has at least one admin among its members: a person, or a team that is not empty.
      """,
    example: """
      members: {grace: member}
      """
  ) { change, facts, findings throws(GitError) in
    for registry in try change.registriesToCheck(
      all: change.teams.contains { $0.after?.value?.members.isEmpty ?? true })
    {
      guard let value = registry.value, value.type == .custom, value.status == .active,
        try !change.isUnreadable(registry)
      else { continue }
      var hasAdmin = false
      for (who, role) in value.members where role == .admin {
        let isTeam = who.hasPrefix(Rights.teamPrefix)
        let name = String(who.dropFirst(Rights.teamPrefix.count))
        let team = isTeam ? try change.after.team(name)?.value : nil
        let isUnknown = isTeam ? try change.makesTeamUnreadable(name) : false
        hasAdmin = hasAdmin || !isTeam || isUnknown || team?.members.isEmpty == false
      }
      guard !hasAdmin else { continue }
      findings.add(
        "the registry has no admin", at: registry.location("members"), help: "make one of its members an admin")
    }
  }
}

extension Change {
  fileprivate func isUnreadable(_ registry: LoadedManifest<Registry>) throws(GitError) -> Bool {
    guard case .registry(let name, _)? = LayoutPath(registry.path) else { return false }
    return try makesRegistryUnreadable(name)
  }
}
