/// Jobs that may act as a service member, told by what their CI's issuer says of them: one of `trustedPublishers`.
///
///     {issuer: https://gitlab.acme.org, audience: https://models.acme.org, claims: {project_id: "4821", ref_protected: "true"}}
package struct TrustedPublisher: Hashable, Sendable {
  /// As tokens have it in `iss`, to the byte.
  package var issuer: String
  /// One of those that tokens have in `aud`.
  package var audience: String
  /// What a token must say, all of it.
  package var claims: [String: String]

  package init(issuer: String, audience: String, claims: [String: String]) {
    self.issuer = issuer
    self.audience = audience
    self.claims = claims
  }

  /// Claims that stay with a project whatever it is called: a name can be given up, and taken by somebody else.
  ///
  /// Source: https://docs.gitlab.com/ci/secrets/id_token_authentication/ and
  /// https://docs.github.com/en/actions/reference/security/oidc
  package static let immutableClaims = ["project_id", "repository_id"]

  /// True if the claims name a project that nobody else can become.
  package var namesProject: Bool {
    Self.immutableClaims.contains { key in
      claims[key].map { !$0.isEmpty && $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
        ?? false
    }
  }

  /// True if only jobs of a branch, tag or environment count that the host protects.
  ///
  /// GitHub protects an environment where it is set up, and a token names it; GitLab's token says whether it is protected.
  package var namesProtection: Bool {
    claims["ref_protected"] == "true" || claims["environment_protected"] == "true"
      || claims["repository_id"] != nil && !(claims["environment"] ?? "").isEmpty
  }

  /// True if a token's claims are those of such a job. Bytes are compared, never letters.
  ///
  /// - Parameter token: what was checked already: by whom it was issued, for whom, and what it says.
  package func covers(issuer: String, audiences: [String], claims token: [String: String]) -> Bool {
    issuer.utf8.elementsEqual(self.issuer.utf8) && audiences.contains { $0.utf8.elementsEqual(audience.utf8) }
      && !claims.isEmpty
      && claims.allSatisfy { key, value in token[key].map { $0.utf8.elementsEqual(value.utf8) } ?? false }
  }

  /// True for `https://…`, or `http://` and a name of this machine; without user, query and fragment.
  ///
  /// Source: OpenID Connect Core 1.0, section 2, `iss`.
  package static func isIssuer(_ text: String) -> Bool {
    guard text.utf8.count <= 2048,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"?#@\\\"<>".utf8.contains($0) })
    else { return false }
    if text.hasPrefix("https://") {
      return text.dropFirst("https://".count).first.map { $0 != "/" && $0 != ":" } ?? false
    }
    return ["http://localhost", "http://127.0.0.1", "http://[::1]"].contains { host in
      guard text.hasPrefix(host) else { return false }
      let next = text.dropFirst(host.count).first
      return next == nil || next == ":" || next == "/"
    }
  }
}
