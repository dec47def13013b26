import Access
import Actions
import BlobStore
import Diagnostics
import Endpoints
import Manifests

/// A request, read by its operation's description.
struct Call: Sendable {
  let repository: ServedRepository
  let uploads: Uploads
  let request: ServerRequest
  let query: Values
  let body: Values

  /// Bytes of a body of JSON.
  private static let bodyLimit = 4 << 20

  init(
    _ request: ServerRequest, by description: RouteDescription, _ repository: ServedRepository, _ uploads: Uploads
  ) async throws {
    self.repository = repository
    self.uploads = uploads
    self.request = request
    query = try Values(query: request.query, description.query)
    guard let fields = description.body, !fields.isEmpty else {
      body = Values()
      return
    }
    guard let bytes = try await request.body.collect(atMost: Self.bodyLimit) else {
      throw RequestError.tooLarge(Self.bodyLimit)
    }
    body = try Values(json: bytes, fields)
  }

  var principal: Principal { request.principal }

  /// What the path names; the dispatcher has looked whether the registry may be seen.
  func name(_ key: String) -> String { request.captures[key] ?? "" }

  var registry: String { name("registry") }

  var model: ModelName { ModelName(registry: registry, model: name("model")) }

  /// The version, alias, range or `latest` of the path.
  func selector() throws -> Reference.Selector {
    let text = name("version")
    guard let selector = Reference("\(model)@\(text)")?.selector else {
      throw ActionFailure(
        .invalid, "'\(EscapedText.line(text))' is neither a version, an alias, a range nor 'latest'")
    }
    return selector
  }

  func reference() throws -> Reference { Reference(model, try selector()) }

  /// For what cannot be undone: a range or an alias may mean another version than the caller thinks.
  func exactVersion(_ sight: Sight) throws -> SemanticVersion {
    let number = try sight.reader.find.number(try selector(), of: model)
    guard case .version = try selector() else {
      throw ActionFailure(
        .invalid, "'\(EscapedText.line(name("version")))' means \(number) now, but this needs an exact version",
        help: "name \(number)")
    }
    return number
  }

  /// A version that is only added to: an alias will do.
  func version() async throws -> SemanticVersion {
    try await repository.read(as: principal) { sight in try sight.reader.find.number(try selector(), of: model) }
  }

  func exactVersion() async throws -> SemanticVersion {
    try await repository.read(as: principal) { try exactVersion($0) }
  }

  func moment() throws -> PointInTime? { try query.text("at").map { text in try PointInTime(text) } }

  /// A reference that a query names; nil if it does not.
  func reference(_ key: String) throws -> Reference? { try query.text(key).map(Self.reference) }

  static func reference(_ text: String) throws -> Reference {
    guard let reference = Reference(text) else {
      throw ActionFailure(
        .invalid, "'\(EscapedText.line(text))' is not a reference",
        help: "write REGISTRY, REGISTRY/MODEL or REGISTRY/MODEL@VERSION")
    }
    return reference
  }
}
