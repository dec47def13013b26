import Access
import Crypto

/// One browser on its way through a provider. A secret that only this browser keeps, and what is derived of it: what travels through the
/// provider tells nothing of the secret, and an answer that belongs to another browser's secret is told from this one's.
///
/// Source: OpenID Connect Core 1.0, section 3.1.2.1, `state` and `nonce`; RFC 7636 for PKCE.
package struct LoginAttempt: Sendable {
  /// Base64url of 32 random bytes.
  package let secret: String
  private let bytes: [UInt8]

  package init() {
    var random = SystemRandomNumberGenerator()
    bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
    secret = Base64URL.encode(bytes)
  }

  /// - Returns: nil for what no browser was given.
  package init?(secret: String) {
    guard let bytes = Base64URL.decode(secret), bytes.count == 32 else { return nil }
    self.secret = secret
    self.bytes = bytes
  }

  package var state: String { derived("state") }
  package var nonce: String { derived("nonce") }
  /// What proves at the end that the beginning was ours.
  var verifier: String { derived("verifier") }
  /// What the provider is told of it at the beginning.
  var challenge: String { Base64URL.encode(Array(SHA256.hash(data: Array(verifier.utf8)))) }

  private func derived(_ purpose: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: SymmetricKey(data: bytes))
    return Base64URL.encode(Array(code))
  }
}
