import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let aliasProtected = Rule(
    "alias-protected", .transition, isAboutActor: true,
    summary: "a protected alias moved by somebody who is not a registry admin",
    explanation: """
      Aliases in protectedAliases of registry.yaml, such as production, are what others run. Only an admin of the registry may set, move or remove them.
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
            findings.notJudgedWithoutActor(": needs approval by \(try change.registryAdmins(model.name.registry))")
          }
          continue
        }
        guard try rights.role(in: model.name.registry) != .admin else { continue }
        findings.add(
          "alias '\(alias)' is protected, and '\(rights.member ?? "")' is not an admin of registry '\(model.name.registry)'",
          at: manifest.location("aliases", alias),
          help: "ask a registry admin: \(try change.registryAdmins(model.name.registry))")
      }
    }
  }
}
