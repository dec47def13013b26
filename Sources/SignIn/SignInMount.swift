import Access
import Actions
import Diagnostics
package import Endpoints
package import OIDC
import Rules
package import RunStore

/// People in browsers: sent to the provider, back from it, and signed out.
///
/// | path | what |
/// |---|---|
/// | `GET /-/login?return=/PATH` | to the provider |
/// | `GET /-/callback` | from it, with a code; a new session, and on to the path |
/// | `GET /-/session` | who is signed in, as JSON |
/// | `POST /-/logout` | ends the session |
package struct SignInMount: Sendable {
  private let provider: LoginProvider?
  private let sessions: any SessionStore
  private let repositories: [ServedRepository]
  /// Milliseconds since 1970.
  private let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - provider: nil for a server at which nobody signs in.
  ///   - repositories: whose members may.
  package init(
    _ provider: LoginProvider?, _ sessions: any SessionStore, members repositories: [ServedRepository],
    now: @escaping @Sendable () -> Int64
  ) {
    self.provider = provider
    self.sessions = sessions
    self.repositories = repositories
    self.now = now
  }

  package var routes: [Route] {
    guard let provider else { return [] }
    return [
      Route(.get, "/-/login", needs: nil) { try await login($0, provider) },
      Route(.get, "/-/callback", needs: nil) { try await callback($0, provider) },
      Route(.get, "/-/session", needs: nil) { try await session($0) },
      Route(.post, "/-/logout", needs: nil) { try await logout($0) },
    ]
  }

  private static let names: Set = ["login", "callback", "session", "logout"]

  /// In words that a person reads.
  package static let form = ErrorForm(under: "/-", unless: { $0.count != 2 || !names.contains($0[1]) }) { error in
    switch error as? RequestError {
    case .notFound, .unauthenticated: ServerResponse(404, text: "not found\n")
    case .forbidden: ServerResponse(403, text: "this was asked for by a page of another site\n")
    case .methodNotAllowed: ServerResponse(405, text: "method not allowed\n")
    case .tooLarge: ServerResponse(413, text: "too large\n")
    case .malformed(let reason): ServerResponse(400, text: reason + "\n")
    case nil:
      if let problem = error as? LoginProblem {
        ServerResponse(problem.status, text: "you are not signed in: \(problem)\n")
      } else {
        ServerResponse(500, text: "internal error\n")
      }
    }
  }

  private func login(_ request: ServerRequest, _ provider: LoginProvider) async throws -> ServerResponse {
    let attempt = LoginAttempt()
    let address = try await provider.address(for: attempt, callback: Self.callback(request))
    let path = ReturnPath(request.query("return") ?? "/")
    let cookie = attempt.secret + "." + Base64URL.encode(Array(path.text.utf8))
    return Self.redirect(to: address, [SessionCookie.login.header(cookie, for: request.headers)])
  }

  private func callback(_ request: ServerRequest, _ provider: LoginProvider) async throws -> ServerResponse {
    let again = "start again at /-/login"
    let parts = (SessionCookie.login.value(in: request.headers) ?? "").split(separator: ".")
    guard parts.count == 2, let attempt = LoginAttempt(secret: String(parts[0])), let path = Base64URL.decode(parts[1])
    else { throw RequestError.malformed("this browser is not signing in, or took too long; \(again)") }
    // An answer that somebody else's browser was sent for: else this one would be signed in as them.
    guard request.query("state") == attempt.state else {
      throw RequestError.malformed("the answer belongs to another sign-in; \(again)")
    }
    if let problem = request.query("error") {
      throw RequestError.malformed("the provider did not sign you in: \(EscapedText.line(problem)); \(again)")
    }
    guard let code = request.query("code"), !code.isEmpty else {
      throw RequestError.malformed("the provider sent no code; \(again)")
    }
    let claim = try await provider.person(code: code, attempt, callback: Self.callback(request))
    guard try await isMember(claim) else { throw LoginProblem.stranger(claim) }
    let now = now()
    try await sessions.removeSessions(endedBefore: now)
    try await end(request)
    // Never the secret that the browser came with: whoever put it there would be signed in too.
    let secret = LoginAttempt().secret
    let session = BrowserSession(claim: claim, created: now, expires: now + SessionCookie.session.milliseconds)
    try await sessions.addSession(session, digest: TokenSecret.digest(of: secret))
    return Self.redirect(
      to: ReturnPath(String(decoding: path, as: UTF8.self)).text,
      [
        SessionCookie.session.header(secret, for: request.headers),
        SessionCookie.login.header(nil, for: request.headers),
      ])
  }

  private func isMember(_ claim: String) async throws -> Bool {
    for repository in repositories {
      if try await repository.read({ try Rights.memberName(claim, in: $0.snapshot) }) != nil { return true }
    }
    return false
  }

  /// For pages: what the browser cannot read of its cookie.
  private func session(_ request: ServerRequest) async throws -> ServerResponse {
    var claim: String?
    if let secret = SessionCookie.session.value(in: request.headers),
      let session = try await sessions.session(digest: TokenSecret.digest(of: secret)), session.isGood(at: now())
    {
      claim = session.claim
    }
    var response = ServerResponse(json: .object(["member": claim.map { .string($0) } ?? .null]))
    response.headers.append(("Cache-Control", "no-store"))
    return response
  }

  private func logout(_ request: ServerRequest) async throws -> ServerResponse {
    guard SameOrigin.holds(request.headers, mayBeSilent: false) else { throw RequestError.forbidden }
    try await end(request)
    return Self.redirect(to: "/", [SessionCookie.session.header(nil, for: request.headers)])
  }

  private func end(_ request: ServerRequest) async throws {
    guard let secret = SessionCookie.session.value(in: request.headers) else { return }
    try await sessions.removeSession(digest: TokenSecret.digest(of: secret))
  }

  /// The address that the provider sends browsers back to. The host was looked up among the server's own.
  private static func callback(_ request: ServerRequest) -> String {
    let scheme = RequestHeader.isSecure(request.headers) ? "https" : "http"
    return "\(scheme)://\(request.headers["host"] ?? "localhost")/-/callback"
  }

  private static func redirect(
    to address: String, _ cookies: [(name: String, value: String)]
  ) -> ServerResponse {
    ServerResponse(
      303,
      [
        ("Location", address), ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"),
      ] + cookies)
  }
}
