import Manifests
package import RegistryStore
import Rules

/// Creates a custom registry. Whoever creates it becomes its admin; it accepts artifacts of every type unless told which.
package struct CreateRegistry: Action {
  package let name: String
  package let changes: RegistryChanges

  package init(_ name: String, _ changes: RegistryChanges = RegistryChanges()) {
    self.name = name
    self.changes = changes
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    guard try context.snapshot.registry(name) == nil else {
      throw ActionFailure(.alreadyExists, "registry '\(name)' already exists")
    }
    var registry = Registry(type: .custom, visibility: .organization, acceptedArtifactTypes: .all)
    if !changes.acceptedTypes.isEmpty { registry.acceptedArtifactTypes = .only([]) }
    if let creator = try context.member() { registry.members[creator] = .admin }
    try changes.apply(to: &registry, context.find)
    try edit.write(registry, at: "registries/\(name)/registry")
    return ActionEffect("Create registry \(name)")
  }
}
