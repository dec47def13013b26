import Diagnostics
import ManifestCoding
import Manifests

/// An OpenID provider at which people sign in, by the code flow with PKCE.
///
/// Source: OpenID Connect Core 1.0, section 3.1; RFC 9700 for what to check.
package struct LoginProvider: Sendable {
  private let issuer: Issuer
  private let list: IssuerList
  private let source: any DocumentSource
  private let client: String
  private let secret: String?
  private let claim: String

  /// - Parameters:
  ///   - issuer: in no list of trusted publishing: who signs in is a person.
  ///   - secret: nil for a public client, which PKCE alone protects.
  ///   - claim: `email`, which must be verified, or one whose value is a member's name.
  package init(
    _ issuer: Issuer, client: String, secret: String?, claim: String, from source: any DocumentSource,
    now: @escaping @Sendable () -> Int64
  ) {
    self.issuer = issuer
    list = IssuerList([issuer], needsKeyID: false, now: now) { _ in }
    self.source = source
    self.client = client
    self.secret = secret
    self.claim = claim
  }

  /// Where a browser is sent to.
  ///
  /// - Parameter callback: the address that it comes back to.
  package func address(for attempt: LoginAttempt, callback: String) async throws -> String {
    guard let place = await issuer.metadata()?.authorization,
      TrustedPublisher.isIssuer(String(place.prefix { $0 != "?" }))
    else { throw LoginProblem.provider("its address for signing in is not known") }
    let query = FormText.text([
      ("response_type", "code"), ("client_id", client), ("redirect_uri", callback),
      ("scope", claim == "email" ? "openid email" : "openid email profile"),
      ("state", attempt.state), ("nonce", attempt.nonce), ("code_challenge", attempt.challenge),
      ("code_challenge_method", "S256"),
    ])
    return place + (place.contains("?") ? "&" : "?") + query
  }

  /// Who signed in: a member's name or verified e-mail address.
  ///
  /// - Parameters:
  ///   - attempt: of the browser that brings the code.
  ///   - callback: as it was when the browser was sent away.
  package func person(code: String, _ attempt: LoginAttempt, callback: String) async throws -> String {
    guard let place = await issuer.metadata()?.token else {
      throw LoginProblem.provider("its address for tokens is not known")
    }
    var form = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback),
      ("code_verifier", attempt.verifier),
    ].map { (name: $0.0, value: $0.1) }
    if secret == nil { form.append(("client_id", client)) }
    let text: String
    do { text = try await source.post(form, to: place, authorization: authorization) } catch {
      if let status = (error as? DocumentError)?.status, (400..<500).contains(status) { throw LoginProblem.code }
      throw LoginProblem.provider("\(error)")
    }
    guard let answer = JSONReader.read(text, isForeign: true, takesAnyText: true).node,
      let token = answer.text("id_token")
    else { throw LoginProblem.provider("it sent no id_token") }
    return try Self.person(try await checked(token, attempt), claim)
  }

  /// Source: RFC 6749, section 2.3.1.
  private var authorization: String? {
    secret.map { secret in
      let text = FormText.encoded(client) + ":" + FormText.encoded(secret)
      let plain = Base64.unpadded(text.utf8)
      return "Basic " + plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    }
  }

  private func checked(_ text: String, _ attempt: LoginAttempt) async throws -> WebToken {
    let token: WebToken
    do throws(TokenProblem) {
      token = try await list.checked(text)
      guard token.audiences.contains(where: { $0.utf8.elementsEqual(client.utf8) }),
        token.audiences.count == 1 || token.claims["azp"] != nil, token.claims["azp"] ?? client == client
      else { throw TokenProblem.audience }
      guard token.claims["nonce"] == attempt.nonce else { throw TokenProblem.nonce }
    } catch { throw LoginProblem.refused(error) }
    return token
  }

  private static func person(_ token: WebToken, _ claim: String) throws -> String {
    guard let value = token.claims[claim], !value.isEmpty else { throw LoginProblem.noClaim(claim) }
    if claim == "email" {
      guard token.claims["email_verified"] == "true" else { throw LoginProblem.unverified(value) }
      return value
    }
    // A name that a person chose at the provider must not be somebody's address.
    guard NameGrammar.member.accepts(value) else { throw LoginProblem.noName(value) }
    return value
  }
}
