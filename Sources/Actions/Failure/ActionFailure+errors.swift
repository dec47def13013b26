import Git
import RegistryStore

extension ActionFailure {
  /// The kind of any error that a look-up or an action throws; ``Kind/own`` for what nobody foresaw.
  package init(_ error: any Error) {
    switch error {
    case let failure as ActionFailure: self = failure
    case EditError.newer(let path, let version): self = .newer(path, version)
    case EditError.noPath: self.init(.invalid, text: "\(error)")
    case is EditError, is TransactionError, is PushLogError: self.init(.conflict, text: "\(error)")
    case let error as GitError where error.reason == .newer: self.init(.notRegistry, text: error.detail)
    case let error as GitError where error.reason == .noIdentity: self.init(.invalid, text: error.detail)
    default: self.init(.own, text: "\(error)")
    }
  }
}
