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
  /// Percent-encoded.
  let path: String
  let body: [UInt8]

  /// Bytes: what a batch of metrics, which MLflow's client keeps below 1 MB, and the description of a model need.
  private static let bodyLimit = 4 << 20

  init(_ request: ServerRequest) async throws {
    registry = request.captures["registry"] ?? ""
    principal = request.principal
    captures = request.captures
    (method, path) = (request.method, request.path)
    guard let body = try await request.body.collect(atMost: Self.bodyLimit) else {
      throw RequestError.tooLarge(Self.bodyLimit)
    }
    self.body = body
    fields = try MLflowFields(body, of: request)
  }
}
