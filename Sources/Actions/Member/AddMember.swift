package import Manifests
package import RegistryStore
import Rules

/// Adds a member to the organization, and to registries.
package struct AddMember: Action {
  package let name: String
  package let member: Member
  /// The roles in registries, by their names.
  package let roles: [String: RegistryRole]

  /// - Throws: ``ActionFailure`` where the name is none.
  package init(_ name: String, _ member: Member, roles: [String: RegistryRole] = [:]) throws {
    try NameGrammar.member.require(name)
    self.roles = roles
    self.name = name
    self.member = member
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let known = try context.snapshot.member(name)
    if let known, known.value != member {
      throw ActionFailure(
        .alreadyExists, "member '\(name)' already exists", help: "git registry member edit \(name) changes it")
    }
    if known == nil { try edit.write(member, at: "members/\(name)") }
    for (registry, role) in roles.sorted(by: { $0.key < $1.key }) {
      var value = try context.find.registry(registry)
      if let other = value.members[name], other != role {
        throw ActionFailure(
          .alreadyExists, "'\(name)' is already \(other.rawValue) of registry '\(registry)'",
          help: "git registry member edit \(name) --registry \(registry) --role \(role.rawValue)")
      }
      value.members[name] = role
      try edit.write(value, at: "registries/\(registry)/registry")
    }
    let places = roles.sorted { $0.key < $1.key }.map { ", \($0.value.rawValue) of \($0.key)" }
    return ActionEffect("Add member \(name)\(places.joined())")
  }
}
