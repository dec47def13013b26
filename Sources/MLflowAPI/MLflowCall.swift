import Access
import Endpoints

/// A request of an MLflow client to one registry.
struct MLflowCall: Sendable {
  let registry: String
  let principal: Principal
  let fields: MLflowFields
  /// What the path names beside the registry.
  let captures: [String: String]
  let method: HTTPMethod

  init(_ request: ServerRequest) async throws {
    registry = request.captures["registry"] ?? ""
    principal = request.principal
    captures = request.captures
    method = request.method
    fields = try await MLflowFields(request)
  }
}
