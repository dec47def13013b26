import GitObjects
import ManifestCoding
import Manifests

extension Change {
  /// The actor's rights before the change; nil if nobody, or no member, acts. On a first push the new snapshot counts.
  func rights(of actor: Actor) throws(GitError) -> Rights? {
    guard let claim = actor.claim else { return nil }
    let rights = if let known = memory.rights[claim] { known } else { try Rights(of: claim, in: authority) }
    memory.rights[claim] = rights
    return rights.member == nil ? nil : rights
  }

  func organizationAdmins() throws(GitError) -> String {
    if let known = memory.organizationAdmins { return known }
    let admins = try Rights.organizationAdmins(in: authority).joined(separator: ", ")
    memory.organizationAdmins = admins
    return admins
  }

  /// The admins of a registry; those of the organization if it has none of its own.
  func registryAdmins(_ registry: String) throws(GitError) -> String {
    if let known = memory.registryAdmins[registry] { return known }
    let admins = try Rights.admins(of: registry, in: authority)
    let text = admins.isEmpty ? try organizationAdmins() : admins.joined(separator: ", ")
    memory.registryAdmins[registry] = text
    return text
  }

  /// The registries whose members are to be looked at: the changed ones, or all if somebody was removed.
  func registriesToCheck(all: Bool) throws(GitError) -> [LoadedManifest<Registry>] {
    guard all || isLookingBack else { return registries.compactMap(\.after) }
    var found: [LoadedManifest<Registry>] = []
    for name in try after.registryNames() { try after.registry(name).map { found.append($0) } }
    return found
  }

  func teamsToCheck(all: Bool) throws(GitError) -> [LoadedManifest<Team>] {
    guard all || isLookingBack else { return teams.compactMap(\.after) }
    var found: [LoadedManifest<Team>] = []
    for name in try after.teamNames() { try after.team(name).map { found.append($0) } }
    return found
  }

  /// The models whose aliases may have lost their version: those that changed, and those of changed versions.
  func modelsToCheckAliases() throws(GitError) -> [LoadedManifest<Model>] {
    let names = Set(models.map(\.name)).union(versions.filter { !$0.isAdded || !isTransition }.map(\.name.model))
    var found: [LoadedManifest<Model>] = []
    for name in names.sorted() { try after.model(name).map { found.append($0) } }
    return found
  }
}
