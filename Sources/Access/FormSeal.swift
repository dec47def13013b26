import Crypto

/// Seals what a page of this server hands out and gets back: a form's token, and the line that says what came of it.
///
/// The key is made when the server starts and kept nowhere: what was handed out before is not known any more.
package struct FormSeal: Sendable {
  private let key = SymmetricKey(size: .bits256)

  package init() {}

  private static let length = 32

  /// The token that a form carries: nobody else's page knows it, and no two answers have the same one, since pages are compressed and
  /// the length of an answer would tell it letter by letter.
  ///
  ///     Base64URL(mask ‖ mask XOR HMAC(key, "form" ‖ credential))
  ///
  /// Source: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html, "Signed
  /// Double-Submit Cookie"; https://www.breachattack.com for the mask.
  package func token(for principal: Principal) -> String {
    var random = SystemRandomNumberGenerator()
    let mask = (0..<Self.length).map { _ in UInt8.random(in: 0...255, using: &random) }
    return Base64URL.encode(mask + zip(mask, code("form", principal)).map { $0 ^ $1 })
  }

  /// True for a token that was handed out to the same sign-in.
  package func accepts(_ token: String, for principal: Principal) -> Bool {
    guard let bytes = Base64URL.decode(token), bytes.count == 2 * Self.length else { return false }
    return Self.isSame(zip(bytes, bytes[Self.length...]).map { $0 ^ $1 }, code("form", principal))
  }

  /// The same as long as tokens are good: another sign-in, and another start of the server, have another one.
  package func mark(for principal: Principal) -> String { Base64URL.encode(Array(code("mark", principal).prefix(12))) }

  /// A text that only this server can have written, for the same sign-in: letters, digits, `-`, `_` and one `.`.
  package func sealed(_ text: String, for principal: Principal) -> String {
    Base64URL.encode(Array(text.utf8)) + "." + Base64URL.encode(code("line\0" + text, principal))
  }

  /// - Returns: nil for what this server did not seal, or not for them.
  package func opened(_ sealed: String, for principal: Principal) -> String? {
    let parts = sealed.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let bytes = Base64URL.decode(parts[0]), let code = Base64URL.decode(parts[1]),
      let text = String(validating: bytes, as: UTF8.self),
      Self.isSame(code, self.code("line\0" + text, principal))
    else { return nil }
    return text
  }

  private func code(_ purpose: String, _ principal: Principal) -> [UInt8] {
    let message = Array((purpose + "\0" + principal.signIn).utf8)
    return Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
  }

  /// Takes the same time wherever they differ.
  private static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
