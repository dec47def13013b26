import Git
package import Manifests
package import RegistryStore
import Rules

/// Retires a version: its manifest goes away, and its number is never used again.
package struct RetireVersion: Action {
  package let model: ModelName
  package let number: SemanticVersion
  package let reason: String?

  package init(_ number: SemanticVersion, of model: ModelName, because reason: String? = nil) {
    self.model = model
    self.number = number
    self.reason = reason
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    let number = try context.find.number(.version(number), of: model)
    _ = try context.find.version(number, of: model)
    var value = try context.find.model(model)
    value.retired.append(number)
    try edit.write(value, at: "\(model.folder)/model")
    if let path = try context.snapshot.version("\(number)", of: model)?.path { edit.remove(path) }
    return ActionEffect("Retire \(model)@\(number)", because: reason)
  }
}
