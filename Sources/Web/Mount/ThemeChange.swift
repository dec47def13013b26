import Access
import Endpoints

/// Light or dark: a cookie that says so, changed by a button at the foot of each page.
enum ThemeChange {
  private static let cookie = "git-registry-theme"
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
    // Its form is on every page, which may be kept: it carries no token, and changes nothing but how the browser's own pages look.
    guard SameOrigin.holds(request.headers, mayBeSilent: false) else { throw RequestError.forbidden }
    return PreferenceChange.answer(try await FormBody.read(request), cookie, next(theme(request))?.rawValue)
  }
}
