package import RegistryStore
package import Rules

/// One verb of a registry: a plain request, and the change that it makes.
///
/// A request is filled by whoever has read it: the command line from its arguments, a server from a body. It reads no
/// environment, folder, terminal or clock; what it needs to know of those stands in its ``ActionContext``.
package protocol Action: Sendable {
  /// Makes the change; called again, where another process was faster, on the newer snapshot.
  ///
  /// - Throws: ``ActionFailure`` where it cannot be made, ``RefusedByRules`` where a rule says so at once.
  func edit(_ edit: inout Edit, in context: ActionContext) throws -> ActionEffect

  /// True for the action that makes a registry where there is none.
  var makesRegistry: Bool { get }

  /// True for a change that has done already what this one would do: a second attempt at one thing.
  ///
  /// - Parameter context: what the change made of the registry.
  func isMade(by change: Change, in context: ActionContext) throws -> Bool
}

extension Action {
  package var makesRegistry: Bool { false }

  package func isMade(by change: Change, in context: ActionContext) throws -> Bool { false }
}
