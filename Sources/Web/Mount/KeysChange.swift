import Access
import Endpoints

/// Keys without Ctrl or Alt get in the way of who speaks to their computer: they can be switched off.
///
/// Source: WCAG 2.2, 2.1.4 "Character Key Shortcuts".
enum KeysChange {
  private static let cookie = "git-registry-keys"

  static func hasKeys(_ request: ServerRequest) -> Bool { RequestCookie.value(cookie, in: request.headers) != "off" }

  static func answer(_ request: ServerRequest) async throws -> ServerResponse {
    try await PreferenceChange.answer(request, cookie, hasKeys(request) ? "off" : nil)
  }
}
