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
    var registry = Registry(type: .custom, visibility: .organization, acceptedArtifactTypes: .all)
    if !changes.acceptedTypes.isEmpty { registry.acceptedArtifactTypes = .only([]) }
    if let creator = try context.member() { registry.members[creator] = .admin }
    try changes.apply(to: &registry, context.find)
    let known = try context.snapshot.registry(name)
    if let known, !Self.says(registry, known.value) {
      throw ActionFailure(.alreadyExists, "registry '\(name)' already exists")
    }
    if known == nil { try edit.write(registry, at: "registries/\(name)/registry") }
    return ActionEffect("Create registry \(name)")
  }

  /// True where a registry is what creating it would make, whoever and whatever came to it since.
  private static func says(_ wanted: Registry, _ known: Registry?) -> Bool {
    guard let known, wanted.members.allSatisfy({ known.members[$0.key] == $0.value }) else { return false }
    var same = wanted
    (same.members, same.retired) = (known.members, known.retired)
    return same == known
  }
}
