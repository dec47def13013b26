import BlobStore
import Endpoints

/// What somebody prefers, kept by their browser for a year, and back to the page that they came from.
enum PreferenceChange {
  private static let bodyAtMost = 4096

  /// - Parameter value: nil for what everybody has.
  static func answer(_ request: ServerRequest, _ cookie: String, _ value: String?) async throws -> ServerResponse {
    guard let bytes = try await request.body.collect(atMost: bodyAtMost) else {
      throw RequestError.tooLarge(bodyAtMost)
    }
    let fields = PercentEncoding.query(String(decoding: bytes, as: UTF8.self)) ?? []
    let path = ReturnPath(fields.first { $0.name == "return" }?.value ?? "/")
    var response = PageAnswer.redirect(to: Address(own: path.text), 303)
    response.headers.append(
      (
        "Set-Cookie",
        "\(cookie)=\(value ?? ""); Path=/; Max-Age=\(value == nil ? 0 : 31_536_000); HttpOnly; SameSite=Lax"
      ))
    return response
  }
}
