package import Diagnostics
package import GitObjects
import Manifests

extension Change {
  /// Whose approval the change needs, each in a phrase: "an admin of registry 'Models' (admins: ada)". None for a first push.
  package func neededApprovals() throws(GitError) -> [String] {
    guard before != nil else { return [] }
    var roles: [Requirement.Role] = []
    var known: Set<Requirement.Role> = []
    func need(_ role: Requirement.Role) { if known.insert(role).inserted { roles.append(role) } }
    for requirement in try Requirement.all(of: self) { need(requirement.role) }
    for model in models where try !movedProtectedAliases(model).isEmpty { need(.registryAdmin(model.name.registry)) }
    // Whoever has the higher role has the lower one too.
    let needed = roles.filter { role in
      switch role {
      case .organizationMember: roles.count == 1
      case .registryMember(let name): !known.contains(.registryAdmin(name))
      case .registryAdmin, .organizationAdmin: true
      }
    }
    var phrases: [String] = []
    for role in needed { phrases.append(try role.approvers(in: self)) }
    return phrases
  }

  /// What the change does, file by file, in a phrase each: "editing model Models/fraud".
  package func actions() throws(GitError) -> [(text: String, location: SourceLocation)] {
    try Requirement.all(of: self).map { ($0.action, $0.location) }
  }
}
