/// What a token says that an issuer signed for a job, once it was checked.
package struct IssuedClaims: Hashable, Sendable {
  /// `iss`: an issuer that the server is configured for.
  package let issuer: String
  /// `aud`: for whom it was made. Whether that is this server is the manifests' matter.
  package let audiences: [String]
  /// Its claims that are text, a number or a boolean, as text.
  package let claims: [String: String]

  package init(issuer: String, audiences: [String], claims: [String: String]) {
    self.issuer = issuer
    self.audiences = audiences
    self.claims = claims
  }
}
