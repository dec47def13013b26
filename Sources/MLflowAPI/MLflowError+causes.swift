import Actions
import BlobStore
import Diagnostics
import Endpoints
import Git
import Query
import RunStore

extension MLflowError {
  /// Any error of a handler, as MLflow's client is told it.
  ///
  /// A fault of the server's own is told without its text, which names files of the machine; the log has it.
  package init(_ error: any Error) {
    let told = MLflowError(cause: error)
    self = told.code.status == 500 || told.code.status == 503 ? MLflowError(told.code, Self.ownFault) : told
  }

  private static let ownFault = "The server could not do this now; its log says why"

  private init(cause error: any Error) {
    switch error {
    case let error as MLflowError: self = error
    case let error as RequestError: self.init(error)
    case let error as ActionFailure: self.init(Self.code(of: error.kind), error.description)
    case let error as RefusedByRules: self.init(error.report)
    case let error as RunStoreError: self.init(Self.code(of: error.kind), error.message)
    case let error as FilterError: self.init(.invalidParameterValue, "\(error)")
    case let error as BlobStoreError: self.init(.invalidParameterValue, "\(error)")
    case RepositoryPoolError.busy: self.init(.resourceExhausted, "\(error)")
    default: self.init(.internalError, "\(error)")
    }
  }

  private init(_ error: RequestError) {
    switch error {
    case .unauthenticated: self.init(.unauthenticated, "401 Unauthorized")
    case .forbidden: self.init(.permissionDenied, "Permission denied")
    case .notFound, .methodNotAllowed: self.init(.endpointNotFound, "Not found")
    case .tooLarge(let limit): self.init(.invalidParameterValue, "The request has more than \(limit) bytes")
    case .malformed(let message): self.init(.badRequest, message)
    }
  }

  /// The first error that the rules have, with what to do about it.
  init(_ report: Report) {
    let errors = report.diagnostics.filter { $0.severity == .error }
    let texts = errors.map { diagnostic in
      "\(diagnostic.finding.message) [\(diagnostic.rule)]" + (diagnostic.finding.help.map { "\nhelp: \($0)" } ?? "")
    }
    self.init(report.isAboutRights ? .permissionDenied : .invalidParameterValue, texts.joined(separator: "\n"))
  }

  private static func code(of kind: ActionFailure.Kind) -> Code {
    switch kind {
    case .notFound, .notRegistry: .resourceDoesNotExist
    case .alreadyExists: .resourceAlreadyExists
    case .invalid, .contentMissing: .invalidParameterValue
    case .forbidden: .permissionDenied
    case .conflict: .resourceConflict
    case .unavailable: .temporarilyUnavailable
    case .own: .internalError
    }
  }

  private static func code(of kind: RunStoreError.Kind) -> Code {
    switch kind {
    case .notFound: .resourceDoesNotExist
    case .alreadyExists: .resourceAlreadyExists
    // MLflow's server answers INVALID_STATE with 500, which its client sends again for minutes.
    case .invalid, .state: .invalidParameterValue
    case .own: .internalError
    }
  }
}

extension ServerResponse {
  init(_ error: MLflowError) {
    self.init(
      error.code.status,
      json: .object(["error_code": .string(error.code.rawValue), "message": .string(error.message)]))
    if error.code == .unauthenticated { headers.append(("WWW-Authenticate", "Basic realm=\"mlflow\"")) }
    if error.code.status == 429 || error.code.status == 503 { headers.append(("Retry-After", "1")) }
  }
}
