/// An error in MLflow's form.
///
/// Source: MLflow's `exceptions.py`, ERROR_CODE_TO_HTTP_STATUS.
package struct MLflowError: Error, Hashable, Sendable {
  package enum Code: String, Sendable, CaseIterable {
    case invalidParameterValue = "INVALID_PARAMETER_VALUE"
    case badRequest = "BAD_REQUEST"
    case resourceAlreadyExists = "RESOURCE_ALREADY_EXISTS"
    case unauthenticated = "UNAUTHENTICATED"
    case permissionDenied = "PERMISSION_DENIED"
    case resourceDoesNotExist = "RESOURCE_DOES_NOT_EXIST"
    case endpointNotFound = "ENDPOINT_NOT_FOUND"
    case resourceConflict = "RESOURCE_CONFLICT"
    case resourceExhausted = "RESOURCE_EXHAUSTED"
    case notImplemented = "NOT_IMPLEMENTED"
    case temporarilyUnavailable = "TEMPORARILY_UNAVAILABLE"
    case internalError = "INTERNAL_ERROR"

    /// What can be said of it by status: the client sends 429 and 5xx again, so nothing that stays as it is has one of those.
    package var status: Int {
      switch self {
      case .invalidParameterValue, .badRequest, .resourceAlreadyExists: 400
      case .unauthenticated: 401
      case .permissionDenied: 403
      case .resourceDoesNotExist, .endpointNotFound: 404
      case .resourceConflict: 409
      case .resourceExhausted: 429
      case .internalError: 500
      case .notImplemented: 501
      case .temporarilyUnavailable: 503
      }
    }
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  static func invalid(_ message: String) -> MLflowError { MLflowError(.invalidParameterValue, message) }
  static func notFound(_ message: String) -> MLflowError { MLflowError(.resourceDoesNotExist, message) }
}
