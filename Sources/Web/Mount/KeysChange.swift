import Access
import Actions
import Endpoints

/// Keys without Ctrl or Alt get in the way of who speaks to their computer: they can be switched off.
///
/// Source: WCAG 2.2, 2.1.4 "Character Key Shortcuts".
enum KeysChange {
  private static let cookie = "git-registry-keys"

  static func hasKeys(_ request: ServerRequest) -> Bool { RequestCookie.value(cookie, in: request.headers) != "off" }

  static func answer(_ request: ServerRequest, _ seal: FormSeal) async throws -> ServerResponse {
    let fields = try await FormBody.read(request)
    guard try FormToken.isGood(fields, seal, request.principal) else {
      throw ActionFailure(.forbidden, FormToken.refusal)
    }
    return PreferenceChange.answer(fields, cookie, hasKeys(request) ? "off" : nil)
  }
}
