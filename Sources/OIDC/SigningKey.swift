import JWTKit
import ManifestCoding

/// A public key that an issuer signs tokens with.
///
/// Source: RFC 7517, and RFC 7518, section 6.
struct SigningKey: Sendable {
  /// Empty for a key that has none.
  let id: String
  /// `RS256` or `ES256`: the only one that it is for, whatever a token says.
  let algorithm: String
  private let keys: JWTKeyCollection

  /// - Returns: nil for a key that tokens are not checked with: another kind, another use, or too short.
  init?(_ node: Node) async {
    guard node.text("use") ?? "sig" == "sig" else { return nil }
    // The library looks for the key by the token's word, and takes the only one that it has.
    let name = JWKIdentifier(string: "key")
    let key: JWK
    switch node.text("kty") {
    case "RSA":
      algorithm = "RS256"
      key = .rsa(.rs256, identifier: name, modulus: node.text("n"), exponent: node.text("e"))
    case "EC" where node.text("crv") == "P-256":
      algorithm = "ES256"
      key = .ecdsa(
        .es256, identifier: name, x: node.text("x"), y: node.text("y"), curve: .p256)
    default: return nil
    }
    guard node.text("alg") ?? algorithm == algorithm else { return nil }
    let keys = JWTKeyCollection()
    do { try await keys.add(jwk: key) } catch { return nil }
    self.keys = keys
    id = node.text("kid") ?? ""
  }

  func check(_ token: WebToken) async throws(TokenProblem) {
    guard token.algorithm == algorithm else { throw .algorithm(token.algorithm) }
    do { _ = try await keys.verify(token.text, as: AnyPayload.self) } catch { throw .signature }
  }
}

/// Its claims are read by ``WebToken``, which takes no key that stands twice.
private struct AnyPayload: JWTPayload {
  func verify(using algorithm: some JWTAlgorithm) {}
}
