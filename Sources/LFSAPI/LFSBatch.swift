import Endpoints
import ManifestCoding
import Manifests

/// What a client wants to transfer.
///
/// Source: https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md, "Requests".
struct LFSBatch: Sendable {
  enum Operation: String, Sendable { case upload, download }

  let operation: Operation
  let objects: [LFSObject]

  /// Bytes of a request, at most: git-lfs asks for 100 objects at once.
  static let limit = 1 << 20

  /// - Throws: ``LFSError`` or ``RequestError/malformed(_:)``, with the place.
  init(_ bytes: [UInt8]) throws {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw RequestError.malformed("not UTF-8") }
    let (node, problems) = JSONReader.read(text, isForeign: true, takesAnyText: true)
    guard let node else { throw RequestError.malformed("not JSON: \(problems.first?.message ?? "")") }
    guard let operation = Operation(rawValue: Self.text("operation", of: node) ?? "") else {
      throw LFSError(422, "'operation' must be 'upload' or 'download'")
    }
    let transfers = Self.value("transfers", of: node)?.elements ?? []
    guard transfers.isEmpty || transfers.contains(where: { Self.text(of: $0) == "basic" }) else {
      throw LFSError(422, "this server takes the transfer 'basic' only")
    }
    if let algorithm = Self.text("hash_algo", of: node), algorithm != "sha256" {
      throw LFSError(409, "'hash_algo' must be 'sha256'")
    }
    self.operation = operation
    objects = try (Self.value("objects", of: node)?.elements ?? []).enumerated().map { index, node in
      guard let digest = Digest(hex: Self.text("oid", of: node) ?? "") else {
        throw LFSError(422, "objects[\(index)].oid is not 64 hexadecimal digits")
      }
      guard case .scalar(let scalar) = Self.value("size", of: node)?.content, scalar.isPlain,
        let size = Int64(scalar.text), size >= 0
      else { throw LFSError(422, "objects[\(index)].size is not a number of bytes") }
      return LFSObject(digest: digest, sizeInBytes: size)
    }
  }

  private static func value(_ key: String, of node: Node) -> Node? { node.pairs.last { $0.key == key }?.value }

  private static func text(of node: Node) -> String? {
    guard case .scalar(let scalar) = node.content, !scalar.isPlain else { return nil }
    return scalar.text
  }

  private static func text(_ key: String, of node: Node) -> String? { value(key, of: node).flatMap(text) }
}
