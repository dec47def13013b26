import Git
import Manifests
package import RegistryStore
import Rules

/// Deletes a team; it leaves the registries that name it.
package struct DeleteTeam: Action {
  package let name: String

  package init(_ name: String) { self.name = name }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    _ = try context.find.team(name)
    if let path = try context.snapshot.team(name)?.path { edit.remove(path) }
    try edit.leaveRegistries(Rights.teamPrefix + name, in: context.snapshot)
    return ActionEffect("Delete team \(name)")
  }
}
