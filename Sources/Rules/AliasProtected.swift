import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let aliasProtected = Rule(
    "alias-protected", .transition, isAboutActor: true,
    summary: "a protected alias moved by less than a registry admin",
    explanation: """
      Aliases in protectedAliases of registry.yaml, such as production, are what others run. Setting, moving and removing them takes an admin of the registry.
      """,
    example: """
      production: 1.2.0 after 1.1.0, by a member
      """
  ) { change, facts, findings throws(GitError) in
    for model in change.models {
      for alias in try change.movedProtectedAliases(model) {
        guard let manifest = model.after ?? model.before else { continue }
        guard let rights = try change.rights(of: facts.actor) else {
          if case .unknown = facts.actor {
            findings.notJudged(
              "nobody says who acts: needs approval by \(try change.registryAdmins(model.name.registry))")
          }
          continue
        }
        guard try rights.role(in: model.name.registry) != .admin else { continue }
        findings.add(
          "alias '\(alias)' is protected, and '\(rights.member ?? "")' is no admin of registry '\(model.name.registry)'",
          at: manifest.location("aliases", alias),
          help: "ask a registry admin: \(try change.registryAdmins(model.name.registry))")
      }
    }
  }
}
