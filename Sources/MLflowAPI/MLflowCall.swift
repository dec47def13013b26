import Access
import BlobStore
import Endpoints

/// A request of an MLflow client to one registry.
struct MLflowCall: Sendable {
  let registry: String
  let principal: Principal
  let fields: MLflowFields
  /// What the path names beside the registry.
  let captures: [String: String]
  let method: HTTPMethod

  /// Bytes: what a batch of metrics, which MLflow's client keeps below 1 MB, and the description of a model need.
  private static let bodyLimit = 4 << 20

  init(_ request: ServerRequest) async throws {
    registry = request.captures["registry"] ?? ""
    principal = request.principal
    captures = request.captures
    method = request.method
    guard let body = try await request.body.collect(atMost: Self.bodyLimit) else {
      throw RequestError.tooLarge(Self.bodyLimit)
    }
    fields = try MLflowFields(body, of: request)
  }
}
