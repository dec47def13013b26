import Diagnostics
import GitObjects
import ManifestCoding
import Manifests

extension Rule {
  static let visibilityWidened = Rule(
    "visibility-widened", .transition, isAboutActor: true,
    summary: "a registry made visible to more people by somebody who is not an organization admin",
    explanation: """
      A registry admin may narrow a registry's visibility; only an organization admin may widen it again. If organization.yaml has
      `policy.visibility: registry-admin`, registry admins may widen it too.
      """,
    example: """
      visibility: organization after restricted, by a registry admin
      """
  ) { change, facts, findings throws(GitError) in
    for registry in change.registries {
      guard let old = registry.before?.value?.visibility, let manifest = registry.after,
        let new = manifest.value?.visibility,
        old < new
      else { continue }
      guard let rights = try change.rights(of: facts.actor) else {
        if case .unknown = facts.actor {
          findings.notJudgedWithoutActor(": needs approval by \(try change.organizationAdmins())")
        }
        continue
      }
      if rights.isOrganizationAdmin { continue }
      if try change.before?.organization()?.value?.effectiveVisibility == .registryAdmin,
        try rights.role(in: registry.name) == .admin
      {
        continue
      }
      findings.add(
        "visibility of registry '\(registry.name)' widened from \(old.rawValue) to \(new.rawValue)",
        at: manifest.location("visibility"),
        help: "ask an organization admin: \(try change.organizationAdmins())")
    }
  }
}
