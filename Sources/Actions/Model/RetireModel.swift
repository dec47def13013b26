import Git
package import Manifests
package import RegistryStore

/// Retires a model: its folder goes away, and its name is never used again.
package struct RetireModel: Action {
  package let name: ModelName
  package let reason: String?

  package init(_ name: ModelName, because reason: String? = nil) {
    self.name = name
    self.reason = reason
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    _ = try context.find.model(name)
    var registry = try context.find.registry(name.registry)
    registry.retired.append(name.model)
    try edit.write(registry, at: "registries/\(name.registry)/registry")
    if let folder = RepositoryPath(name.folder) { try edit.removeFolder(folder) }
    return ActionEffect("Retire model \(name)", because: reason)
  }
}

extension ActionEffect {
  /// - Parameter reason: goes below the line; nil for none.
  init(_ line: String, because reason: String?) { self.init(line + (reason.map { "\n\n\($0)" } ?? "")) }
}
