import BlobStore
import Endpoints
import Manifests

/// A form with files: its texts, and what the store took in of each file on its way.
struct UploadedForm: Sendable {
  let values: FormValues
  let files: [UploadedFile]
  /// What keeps the content until it is named.
  private let blobs: [StoredBlob]

  /// Bytes of all texts.
  static let textAtMost = 1 << 20
  /// Bytes of one file.
  static let fileAtMost: Int64 = 1 << 40

  /// - Throws: ``RequestError``, ``BlobStoreError``. Of a file that breaks off, nothing is left.
  init(_ request: ServerRequest, into store: any BlobStore) async throws {
    guard let boundary = Self.boundary(request.headers["content-type"] ?? "") else {
      throw RequestError.malformed("the form cannot be read: \(MultipartProblem.noBoundary)")
    }
    let source = MultipartSource(request.body, boundary: boundary)
    var items: [(name: String, value: String)] = []
    var (files, blobs): ([UploadedFile], [StoredBlob]) = ([], [])
    var size = 0
    do {
      while let part = try await source.nextPart() {
        if let name = part.file {
          // A file field in which nothing was chosen sends an empty file without a name.
          guard !name.isEmpty else { continue }
          let blob = try await store.receive(source.content, atMost: Self.fileAtMost)
          blobs.append(blob)
          files.append(UploadedFile(path: name, digest: blob.digest, sizeInBytes: blob.sizeInBytes))
        } else {
          var bytes: [UInt8] = []
          while let piece = try await source.nextPiece() {
            (bytes, size) = (bytes + piece, size + piece.count)
            guard size <= Self.textAtMost else { throw MultipartProblem.textsTooLong }
          }
          guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw MultipartProblem.malformedHeader
          }
          items.append((part.name, text))
        }
      }
    } catch let problem as MultipartProblem {
      throw RequestError.malformed("the form cannot be read: \(problem)")
    }
    values = try FormBody.values(items)
    (self.files, self.blobs) = (files, blobs)
  }

  /// `multipart/form-data; boundary=----WebKitFormBoundary7MA4`
  ///
  /// Source: RFC 2046, section 5.1.1.
  static func boundary(_ header: String) -> String? {
    let parts = header.split(separator: ";").map { FormValues.trimmed(String($0)) }
    guard parts.first?.lowercased() == "multipart/form-data",
      let part = parts.first(where: { $0.lowercased().hasPrefix("boundary=") })
    else { return nil }
    var text = part.dropFirst("boundary=".count)
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 { text = text.dropFirst().dropLast() }
    let isGood = text.utf8.allSatisfy { (0x20...0x7e).contains($0) } && (1...70).contains(text.utf8.count)
    return isGood && text.last != " " ? String(text) : nil
  }
}
