/// Lets jobs in by the tokens that their host issues them: who acts is what a member's manifest says of such tokens.
package struct TrustedPublishing: Sendable {
  /// The claims of a token; nil for one that is not good.
  let claims: @Sendable (_ token: String) async -> IssuedClaims?
  /// The one service member whose manifest at the tip trusts a job with these claims; nil for none, and for several.
  let member: @Sendable (IssuedClaims) async throws -> String?

  package init(
    claims: @escaping @Sendable (_ token: String) async -> IssuedClaims?,
    member: @escaping @Sendable (IssuedClaims) async throws -> String?
  ) {
    self.claims = claims
    self.member = member
  }

  /// True for what may be a JSON web token: three parts, and not one of ours.
  static func mayBeToken(_ secret: String) -> Bool {
    secret.utf8.count { $0 == UInt8(ascii: ".") } == 2 && secret.hasPrefix("ey")
  }
}
