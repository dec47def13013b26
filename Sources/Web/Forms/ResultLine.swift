import Access
import Endpoints

/// What came of a form, in a line at the top of the page that it leads to, once: a cookie that this server seals, so that no address and
/// no other page can make a page say something.
struct ResultLine: Sendable {
  let text: String
  /// The commit that it is in.
  let commit: String

  private static let name = "git-registry-done"
  private static let secondsAtMost = 60
  private static let separator: Character = "\n"

  func header(_ seal: FormSeal, for principal: Principal) -> (name: String, value: String) {
    let value = seal.sealed("\(commit)\(Self.separator)\(text)", for: principal)
    return ("Set-Cookie", "\(Self.name)=\(value); Path=/; Max-Age=\(Self.secondsAtMost); HttpOnly; SameSite=Lax")
  }

  /// - Returns: nil if there is none for whoever asks.
  static func read(_ request: ServerRequest, _ seal: FormSeal) -> ResultLine? {
    // What only looks ahead must not use it up.
    guard request.headers["sec-purpose"] == nil, let cookie = RequestCookie.value(name, in: request.headers),
      let text = seal.opened(cookie, for: request.principal)
    else { return nil }
    let parts = text.split(separator: separator, maxSplits: 1)
    return parts.count == 2 ? ResultLine(text: String(parts[1]), commit: String(parts[0])) : nil
  }

  /// The header that takes it away.
  static let end = ("Set-Cookie", "\(name)=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}
