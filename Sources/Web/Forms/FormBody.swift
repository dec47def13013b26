import BlobStore
import Endpoints

/// The fields of a form as a browser sends them.
///
/// Source: the URL Standard, section 5, "application/x-www-form-urlencoded".
enum FormBody {
  private static let bytesAtMost = 1 << 20
  private static let fieldsAtMost = 2_000

  /// - Throws: ``RequestError``.
  static func read(_ request: ServerRequest) async throws -> FormValues {
    guard type(request) == "application/x-www-form-urlencoded" else {
      throw RequestError.malformed(
        "a form is sent as application/x-www-form-urlencoded\nhelp: programs use /api/v1, which takes JSON")
    }
    guard let bytes = try await request.body.collect(atMost: bytesAtMost) else {
      throw RequestError.tooLarge(bytesAtMost)
    }
    guard let text = String(validating: bytes, as: UTF8.self), let items = PercentEncoding.query(text) else {
      throw RequestError.malformed("the form is malformed")
    }
    return try values(items)
  }

  /// - Throws: ``RequestError`` for more fields than any form has.
  static func values(_ items: [(name: String, value: String)]) throws(RequestError) -> FormValues {
    guard items.count <= fieldsAtMost else { throw .malformed("a form has at most \(fieldsAtMost) fields") }
    // Browsers end the lines of a text as Windows does.
    return FormValues(items.map { ($0.name, $0.value.replacing("\r\n", with: "\n")) })
  }

  static func type(_ request: ServerRequest) -> String {
    let header = request.headers["content-type"] ?? ""
    return FormValues.trimmed(String(header.prefix { $0 != ";" })).lowercased()
  }
}
