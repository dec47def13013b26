/// Why the store did not do what it was asked.
package struct RunStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// MLflow's RESOURCE_DOES_NOT_EXIST.
    case notFound
    /// MLflow's RESOURCE_ALREADY_EXISTS.
    case alreadyExists
    /// MLflow's INVALID_PARAMETER_VALUE.
    case invalid
    /// MLflow's INVALID_STATE.
    case state
    /// The store's own fault: its disk is full, its file is damaged. MLflow's INTERNAL_ERROR.
    case own
  }

  package let kind: Kind
  /// A sentence; MLflow's own, if its server has one for it.
  package let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package var description: String { message }
}
