package import RunStore

/// Finds out who sends a request.
package struct Doorkeeper: Sendable {
  /// By the SHA-256 of their secrets, which no time tells anything of.
  private let known: [String: Principal]
  private let tokens: (any TokenStore)?
  /// Milliseconds since 1970.
  private let now: @Sendable () -> Int64

  /// A use is noted once in so many milliseconds: a write for each request would be dear.
  private static let noteEvery: Int64 = 60_000

  /// - Parameters:
  ///   - secrets: what each principal may send, kept nowhere.
  ///   - tokens: those that members have; looked up each time that one is used.
  package init(
    _ secrets: [(secret: String, principal: Principal)] = [], tokens: (any TokenStore)? = nil,
    now: @escaping @Sendable () -> Int64 = { 0 }
  ) {
    known = Dictionary(secrets.map { (TokenSecret.digest(of: $0.secret), $0.principal) }) { first, _ in first }
    self.tokens = tokens
    self.now = now
  }

  /// - Returns: nil for credentials that nobody has, or nobody any more.
  package func principal(of credentials: Credentials) async throws -> Principal? {
    guard case .secret(let text) = credentials else { return credentials == .none ? .nobody : nil }
    if let principal = known[TokenSecret.digest(of: text)] { return principal }
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
    guard let id = principal.token, let tokens else { return true }
    return try await tokens.token(id).isGood(at: now())
  }
}
