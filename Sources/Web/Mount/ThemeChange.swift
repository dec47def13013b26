import Access
import BlobStore
import Endpoints

/// Light or dark: a cookie that says so, changed by a button at the foot of each page.
enum ThemeChange {
  private static let cookie = "git-registry-theme"
  private static let bodyAtMost = 4096

  static func theme(_ request: ServerRequest) -> Theme? {
    for part in (request.headers["cookie"] ?? "").split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].drop(while: { $0 == " " }) == cookie else { continue }
      return Theme(rawValue: String(pair[1]))
    }
    return nil
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
    let wish = fields.first { $0.name == "return" }?.value ?? "/"
    // Never to another site, whatever a form says.
    let isOwn =
      wish.hasPrefix("/") && !wish.hasPrefix("//") && !wish.hasPrefix("/\\")
      && wish.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }
    var response = PageAnswer.redirect(to: Address(own: isOwn ? wish : "/"), 303)
    let next = next(theme(request))
    response.headers.append(
      (
        "Set-Cookie",
        "\(cookie)=\(next?.rawValue ?? ""); Path=/; Max-Age=\(next == nil ? 0 : 31_536_000); HttpOnly; SameSite=Lax"
      ))
    return response
  }
}
