import Git
import Manifests
package import RegistryStore
import Rules

/// Deletes a registry that never held a version; retires one that did.
package struct DeleteRegistry: Action {
  package let name: String

  package init(_ name: String) { self.name = name }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    var registry = try context.find.registry(name)
    guard registry.type == .custom else {
      throw ActionFailure(.forbidden, "'\(name)' is a core registry, which cannot be deleted", help: "leave it empty")
    }
    guard try context.snapshot.everHeldVersion(in: name) else {
      if let folder = RepositoryPath("registries/\(name)") { try edit.removeFolder(folder) }
      return ActionEffect("Delete registry \(name)")
    }
    registry.status = .retired
    try edit.write(registry, at: "registries/\(name)/registry")
    return ActionEffect("Retire registry \(name)")
  }
}
