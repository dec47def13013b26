import Access
import BlobStore
import Diagnostics
package import Endpoints
import Manifests

/// Git LFS: which content is here, and content by its digest, up and down.
///
/// Source: https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md and basic-transfers.md.
package struct LFSMount: Sendable {
  private let repository: ServedRepository
  /// Bytes of one object.
  private let limit: Int64
  /// Of the server's addresses.
  private let scheme: String

  /// - Parameter scheme: of the server's addresses, unless a proxy says that it is spoken to by another one.
  package init(_ repository: ServedRepository, atMost limit: Int64, scheme: String) {
    self.repository = repository
    self.limit = limit
    self.scheme = scheme
  }

  private static let objects = "/info/lfs/objects"

  /// - Parameter prefix: the path of the repository.
  package func routes(under prefix: String) -> [Route] {
    let objects = prefix + Self.objects
    return [
      Route(.post, RoutePattern(objects + "/batch"), ofRepository: .read) { try await answer($0) },
      Route(.get, RoutePattern(objects + "/{oid}"), ofRepository: .read) { try await download($0) },
      Route(.put, RoutePattern(objects + "/{oid}"), ofRepository: .write) { try await upload($0) },
    ]
  }

  package static func form(under prefix: String) -> ErrorForm {
    ErrorForm(under: RoutePattern(prefix + "/info/lfs")) { LFSError.response($0) }
  }

  private func answer(_ request: ServerRequest) async throws -> ServerResponse {
    guard let bytes = try await request.body.collect(atMost: LFSBatch.limit) else {
      throw RequestError.tooLarge(LFSBatch.limit)
    }
    let batch = try LFSBatch(bytes)
    if batch.operation == .upload { try await repository.require(.write, of: request.principal) }
    var objects: [JSONValue] = []
    for object in batch.objects { objects.append(try await describe(object, batch.operation, request)) }
    return ServerResponse(
      200, [("Content-Type", LFSError.type)],
      .bytes(Array(JSONValue.object(["transfer": .string("basic"), "objects": .array(objects)]).line.utf8)))
  }

  /// What the client is to do for one object: nothing, if it sends what is here.
  private func describe(
    _ object: LFSObject, _ operation: LFSBatch.Operation, _ request: ServerRequest
  ) async throws -> JSONValue {
    let size = try await repository.blobs.sizeInBytes(of: object.digest)
    func described(_ more: KeyValuePairs<String, JSONValue?>) -> JSONValue {
      guard case .object(let members) = JSONValue.object(more) else { return .null }
      let own = JSONValue.Member("oid", .string(object.digest.hex))
      return .object([own, .init("size", .integer(size ?? object.sizeInBytes))] + members)
    }
    func action(_ name: String) -> JSONValue {
      let isSecure = scheme == "https" || request.headers["x-forwarded-proto"] == "https"
      let server = (isSecure ? "https://" : "http://") + (request.headers["host"] ?? "")
      let target = server + request.path.dropLast("batch".count) + object.digest.hex
      // Passed on, so that the client sends the same again without asking for them.
      let header = request.headers["authorization"].map { JSONValue.object(["Authorization": .string($0)]) }
      return .object([name: .object(["href": .string(target), "header": header])])
    }
    func failure(_ code: Int64, _ message: String) -> JSONValue {
      described(["error": .object(["code": .integer(code), "message": .string(message)])])
    }
    switch (operation, size) {
    case (.download, nil): return failure(404, "the content is not here")
    case (_, let size?) where size != object.sizeInBytes:
      return failure(422, "the object has \(size) bytes, not \(object.sizeInBytes)")
    case (.download, _): return described(["authenticated": .boolean(true), "actions": action("download")])
    case (.upload, _?): return described([:])
    case (.upload, nil) where object.sizeInBytes > limit:
      return failure(413, "the object has \(object.sizeInBytes) bytes, and at most \(limit) are taken")
    case (.upload, nil):
      do { try await repository.blobs.requireRoom(for: object.sizeInBytes) } catch let error as BlobStoreError {
        return failure(413, "\(error)")
      }
      return described(["authenticated": .boolean(true), "actions": action("upload")])
    }
  }

  private func download(_ request: ServerRequest) async throws -> ServerResponse {
    let digest = try Self.digest(request)
    guard let size = try await repository.blobs.sizeInBytes(of: digest) else { throw RequestError.notFound }
    return try await FileResponse(digest, size, named: digest.hex, request.headers["range"], repository.blobs).response
  }

  private func upload(_ request: ServerRequest) async throws -> ServerResponse {
    let digest = try Self.digest(request)
    do {
      _ = try await repository.blobs.receive(request.body, atMost: limit, expecting: digest)
    } catch BlobStoreError.tooLarge(let limit) {
      throw LFSError(413, "the object has more than \(limit) bytes")
    } catch let error as BlobStoreError where error.isFull {
      throw LFSError(413, "\(error)")
    } catch BlobStoreError.unexpected(let other) {
      throw RequestError.malformed("what was sent has the digest \(other.hex), not \(digest.hex)")
    }
    return ServerResponse(200, [("Content-Type", LFSError.type)], .bytes(Array("{}".utf8)))
  }

  private static func digest(_ request: ServerRequest) throws -> Digest {
    guard let digest = Digest(hex: request.captures["oid"] ?? "") else {
      throw RequestError.malformed("an object is named by the 64 digits of its SHA-256")
    }
    return digest
  }
}
