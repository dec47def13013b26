package import RegistryStore

/// An action that is made only where part of a registry still is what its caller saw, also if others land in the same group: the rest may
/// have moved on.
package struct OnSameState: Action {
  private let action: any Action
  private let isSame: @Sendable (RegistryLookup) throws -> Bool

  /// What it fails with, on its way through the queue.
  package static let failure = ActionFailure(.conflict, "what was looked at has changed meanwhile")

  /// - Parameter isSame: true if a snapshot says of that part what the caller saw.
  package init(_ action: any Action, if isSame: @escaping @Sendable (RegistryLookup) throws -> Bool) {
    self.action = action
    self.isSame = isSame
  }

  package func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect {
    guard try isSame(context.find) else { throw Self.failure }
    return try action.edit(&edit, in: context)
  }
}
