package import RunStore

/// Finds out who sends a request.
package struct Doorkeeper: Sendable {
  /// By the SHA-256 of their secrets, which no time tells anything of.
  private let known: [String: Principal]
  private let tokens: (any TokenStore)?
  private let sessions: (any SessionStore)?
  private let publishing: TrustedPublishing?
  /// Milliseconds since 1970.
  private let now: @Sendable () -> Int64

  /// A use is noted once in so many milliseconds: a write for each request would be dear.
  private static let noteEvery: Int64 = 60_000

  /// - Parameters:
  ///   - secrets: what each principal may send, kept nowhere.
  ///   - tokens: those that members have; looked up each time that one is used.
  ///   - sessions: those of browsers, likewise.
  ///   - publishing: nil for a server that lets no job in by its host's word.
  package init(
    _ secrets: [(secret: String, principal: Principal)] = [], tokens: (any TokenStore)? = nil,
    sessions: (any SessionStore)? = nil, publishing: TrustedPublishing? = nil,
    now: @escaping @Sendable () -> Int64 = { 0 }
  ) {
    known = Dictionary(secrets.map { (TokenSecret.digest(of: $0.secret), $0.principal) }) { first, _ in first }
    self.tokens = tokens
    self.sessions = sessions
    self.publishing = publishing
    self.now = now
  }

  /// - Returns: nil for credentials that nobody has, or nobody any more.
  package func principal(of credentials: Credentials) async throws -> Principal? {
    switch credentials {
    case .none: .nobody
    case .malformed: nil
    case .vouched(let user): Principal(user, source: "proxy")
    case .session(let secret): try await principal(ofSession: secret)
    case .secret(let text): try await principal(ofSecret: text)
    }
  }

  private func principal(ofSession secret: String) async throws -> Principal? {
    let digest = TokenSecret.digest(of: secret)
    // A cookie that outlived its session is none: what is public stays so.
    guard let session = try await sessions?.session(digest: digest), session.isGood(at: now()) else { return .nobody }
    return Principal(session.claim, session: digest)
  }

  private func principal(ofSecret text: String) async throws -> Principal? {
    if let principal = known[TokenSecret.digest(of: text)] { return principal }
    if let publishing, TrustedPublishing.mayBeToken(text) {
      guard let claims = await publishing.claims(text), let member = try await publishing.member(claims) else {
        return nil
      }
      return Principal(member, job: claims)
    }
    guard let tokens, let secret = TokenSecret(text), let token = try await tokens.token(digest: secret.digest) else {
      return nil
    }
    let now = now()
    guard token.isGood(at: now) else { return nil }
    if (token.lastUsed ?? 0) + Self.noteEvery <= now { try await tokens.noteUse(ofToken: token.id, now: now) }
    return Principal(token)
  }

  /// True if what let a principal in would still do so.
  package func stillKnows(_ principal: Principal) async throws -> Bool {
    // A job's token may expire while what it was let in with is under way; its member's trust in it may not end.
    if let job = principal.job { return try await publishing?.member(job) == principal.claim }
    if let digest = principal.session { return try await sessions?.session(digest: digest)?.isGood(at: now()) ?? false }
    guard let id = principal.token, let tokens else { return true }
    return try await tokens.token(id).isGood(at: now())
  }
}
