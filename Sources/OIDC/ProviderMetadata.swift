import ManifestCoding

/// What an issuer says of itself at `/.well-known/openid-configuration`.
///
/// Source: OpenID Connect Discovery 1.0, section 3.
package struct ProviderMetadata: Sendable {
  let keys: String
  package let authorization: String?
  package let token: String?

  static func address(of issuer: String) -> String {
    (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
  }

  /// - Throws: ``DocumentError`` for what is no such document, or that of another issuer.
  init(_ text: String, of issuer: String) throws {
    guard let node = JSONReader.read(text, isForeign: true, takesAnyText: true).node, let keys = node.text("jwks_uri")
    else { throw DocumentError("what issuer '\(issuer)' says of itself cannot be read") }
    guard let name = node.text("issuer"), name.utf8.elementsEqual(issuer.utf8) else {
      throw DocumentError("issuer '\(issuer)' calls itself by another name")
    }
    self.keys = keys
    authorization = node.text("authorization_endpoint")
    token = node.text("token_endpoint")
  }
}
