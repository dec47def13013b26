import Manifests
package import RegistryStore

/// Changes a registry.
package struct EditRegistry: Action {
  package let name: String
  package let changes: RegistryChanges
  /// Protected aliases that members may move again.
  package var unprotectedAliases: [String] = []
  /// True for taking up a retired registry again.
  package var isRestored = false

  package init(_ name: String, _ changes: RegistryChanges = RegistryChanges()) {
    self.name = name
    self.changes = changes
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    var registry = try context.find.registry(name)
    try changes.apply(to: &registry, context.find)
    for alias in unprotectedAliases where !registry.protectedAliases.contains(alias) {
      throw ActionFailure.missing("'\(alias)' is not a protected alias of \(name)", alias, registry.protectedAliases)
    }
    registry.protectedAliases.removeAll { unprotectedAliases.contains($0) }
    if isRestored { registry.status = .active }
    try edit.write(registry, at: "registries/\(name)/registry")
    return ActionEffect("Edit registry \(name)")
  }
}
