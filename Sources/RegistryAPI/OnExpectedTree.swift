import Actions
import Git
import RegistryStore

/// An action that is made only on a registry that is as its caller knows it, also if others land in the same group.
struct OnExpectedTree: Action {
  let tree: ObjectID
  let action: any Action

  /// What it fails with, on its way through the queue.
  static let failure = ActionFailure(.conflict, "the registry has moved on")

  func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    guard context.snapshot.tree == tree else { throw Self.failure }
    return try action.edit(&edit, in: context)
  }
}
