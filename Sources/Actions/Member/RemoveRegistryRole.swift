import Manifests
package import RegistryStore

/// Removes a member or team from a registry.
package struct RemoveRegistryRole: Action {
  package let registry: String
  /// A member's name or e-mail address, or `team/NAME`.
  package let who: String

  package init(of who: String, in registry: String) {
    self.registry = registry
    self.who = who
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let key = try context.find.membership(who)
    var value = try context.find.registry(registry)
    guard value.members.removeValue(forKey: key) != nil else {
      throw ActionFailure(.notFound, "'\(key)' is not in registry '\(registry)'")
    }
    try edit.write(value, at: "registries/\(registry)/registry")
    return ActionEffect("Remove \(key) from registry \(registry)")
  }
}
