import Access
import BlobStore
import Crypto
import Endpoints
import RunStore

/// A request of an MLflow client to one registry.
struct MLflowCall: Sendable {
  let registry: String
  let principal: Principal
  let fields: MLflowFields
  /// What tells this request from another one, and from itself when it is sent again.
  let key: RequestKey
  /// What the path names beside the registry.
  let captures: [String: String]
  let method: HTTPMethod

  /// Bytes.
  private static let bodyLimit = 16 << 20

  init(_ request: ServerRequest) async throws {
    registry = request.captures["registry"] ?? ""
    principal = request.principal
    captures = request.captures
    method = request.method
    guard let body = try await request.body.collect(atMost: Self.bodyLimit) else {
      throw RequestError.tooLarge(Self.bodyLimit)
    }
    fields = try MLflowFields(body, of: request)
    var hash = SHA256()
    hash.update(data: Array("\(request.path)\n".utf8))
    hash.update(data: body)
    key = RequestKey(
      principal: principal.claim ?? "", digest: hash.finalize().map { String($0, radix: 16) }.joined(separator: "."))
  }
}
