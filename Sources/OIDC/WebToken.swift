package import Access
import ManifestCoding

/// A JSON web token, taken apart. Nothing of it is believed before ``SigningKey`` has checked it.
///
///     BASE64URL({"alg": "RS256", "kid": "1"}) "." BASE64URL({"iss": …, "aud": …, "exp": …}) "." BASE64URL(signature)
///
/// Source: RFC 7515, section 7.1, and RFC 7519.
package struct WebToken: Sendable {
  let text: String
  let algorithm: String
  /// Nil for a token that leaves it to its reader to know.
  let keyID: String?
  let issuer: String
  let audiences: [String]
  /// Seconds since 1970.
  let expires: Double
  let notBefore: Double?
  package let claims: [String: String]

  /// More than the longest that GitLab and GitHub issue; what is longer is not looked at.
  static let limitInBytes = 16 << 10

  init(_ text: String) throws(TokenProblem) {
    guard text.utf8.count <= Self.limitInBytes else { throw .malformed("is too long") }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[2].isEmpty else { throw .malformed("is not three parts, the last one a signature") }
    let header = try Self.object(parts[0], "its header")
    let payload = try Self.object(parts[1], "its payload")
    guard let algorithm = header.text("alg") else { throw .malformed("names no algorithm") }
    if header.member("kid") != nil, (header.text("kid") ?? "").isEmpty {
      throw .malformed("has a 'kid' that is not a name")
    }
    // What must be understood, and is not.
    guard header.member("crit") == nil else { throw .malformed("has critical extensions") }
    guard let issuer = payload.text("iss") else { throw .malformed("names no issuer") }
    guard let expires = payload.number("exp") else { throw .malformed("does not say when it expires") }
    self.text = text
    self.algorithm = algorithm
    keyID = header.text("kid")
    self.issuer = issuer
    self.expires = expires
    notBefore = payload.number("nbf")
    if payload.member("nbf") != nil, notBefore == nil { throw .malformed("has an 'nbf' that is not a number") }
    audiences = payload.text("aud").map { [$0] } ?? payload.member("aud")?.elements.compactMap(\.quotedText) ?? []
    claims = payload.pairs.reduce(into: [:]) { claims, pair in claims[pair.key] = pair.value.scalarText }
  }

  /// The three parts of a good token, and the two of them that are JSON; keys that stand twice are no JSON here.
  private static func object(_ part: Substring, _ what: String) throws(TokenProblem) -> Node {
    guard let bytes = Base64URL.decode(part), let text = String(validating: bytes, as: UTF8.self),
      let node = JSONReader.read(text, isForeign: true, takesAnyText: true).node, case .mapping = node.content
    else { throw .malformed("cannot be read in \(what)") }
    return node
  }

  /// The claims, for whoever decides what they allow.
  package var issued: IssuedClaims { IssuedClaims(issuer: issuer, audiences: audiences, claims: claims) }
}
