import Diagnostics
import Endpoints
import MLflowAPI

/// An error as GitLab's REST interface tells it: `{"message": "404 Package Not Found"}`.
///
/// Source: gitlab-org/gitlab, `lib/api/helpers.rb`, "error helpers".
struct GitLabError: Error, Hashable {
  let status: Int
  let message: String

  init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }

  static let noPackage = GitLabError(404, "404 Package Not Found")

  /// Any error of a handler.
  static func response(_ error: any Error) -> ServerResponse {
    let told = GitLabError(error)
    var response = ServerResponse(told.status, json: .object(["message": .string(told.message)]))
    if told.status == 401 { response.headers.append(("WWW-Authenticate", "Basic realm=\"git registry\"")) }
    if told.status == 429 || told.status == 503 { response.headers.append(("Retry-After", "1")) }
    return response
  }

  private init(_ error: any Error) {
    switch error {
    case let error as GitLabError: self = error
    case RequestError.unauthenticated: self.init(401, "401 Unauthorized")
    // The same for a project that may not be known of.
    case RequestError.notFound: self.init(404, "404 Project Not Found")
    case RequestError.methodNotAllowed: self.init(405, "405 Method Not Allowed")
    case RequestError.forbidden: self.init(403, "403 Forbidden")
    default:
      let error = MLflowError(error)
      let status = error.code.status
      self.init(status, "\(status) \(Self.reasons[status] ?? "Error") - \(error.message)")
    }
  }

  private static let reasons = [
    400: "Bad request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable",
  ]
}
