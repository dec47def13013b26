package import Manifests
package import RegistryStore
import Rules

/// Gives a member or team a role in a registry.
package struct SetRegistryRole: Action {
  package let registry: String
  /// A member's name or e-mail address, or `team/NAME`.
  package let who: String
  package let role: RegistryRole
  /// True where an existing role is a mistake, false where a missing one is.
  package let isNew: Bool

  package init(_ role: RegistryRole, of who: String, in registry: String, isNew: Bool) {
    self.registry = registry
    self.who = who
    self.role = role
    self.isNew = isNew
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let key = try context.find.membership(who)
    var value = try context.find.registry(registry)
    guard (value.members[key] == nil) == isNew || value.members[key] == role else {
      let state = isNew ? "already \(value.members[key]?.rawValue ?? "") of" : "not in"
      throw ActionFailure(
        isNew ? .alreadyExists : .notFound, "'\(key)' is \(state) registry '\(registry)'",
        help:
          "git registry member \(isNew ? "edit" : "add") \(key) --registry \(registry) --role \(role.rawValue)")
    }
    value.members[key] = role
    try edit.write(value, at: "registries/\(registry)/registry")
    return ActionEffect(
      isNew
        ? "Add \(key) to registry \(registry) as \(role.rawValue)"
        : "Make \(key) \(role.rawValue) of registry \(registry)")
  }
}

extension RegistryLookup {
  /// The name by which a registry's list of members has somebody.
  func membership(_ who: String) throws -> String { who.hasPrefix(Rights.teamPrefix) ? who : try memberName(who) }
}
