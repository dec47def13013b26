import Access
import BlobStore
import Endpoints

/// Light or dark: a cookie that says so, changed by a button at the foot of each page.
enum ThemeChange {
  private static let cookie = "git-registry-theme"
  private static let bodyAtMost = 4096

  static func theme(_ request: ServerRequest) -> Theme? {
    RequestCookie.value(cookie, in: request.headers).flatMap { Theme(rawValue: $0) }
  }

  /// From the system's to dark, from dark to light, from light to the system's.
  private static func next(_ theme: Theme?) -> Theme? {
    switch theme {
    case nil: .dark
    case .dark: .light
    case .light: nil
    }
  }

  static func answer(_ request: ServerRequest) async throws -> ServerResponse {
    guard let bytes = try await request.body.collect(atMost: bodyAtMost) else {
      throw RequestError.tooLarge(bodyAtMost)
    }
    let fields = PercentEncoding.query(String(decoding: bytes, as: UTF8.self)) ?? []
    let path = ReturnPath(fields.first { $0.name == "return" }?.value ?? "/")
    var response = PageAnswer.redirect(to: Address(own: path.text), 303)
    let next = next(theme(request))
    response.headers.append(
      (
        "Set-Cookie",
        "\(cookie)=\(next?.rawValue ?? ""); Path=/; Max-Age=\(next == nil ? 0 : 31_536_000); HttpOnly; SameSite=Lax"
      ))
    return response
  }
}
