import Access
import RunStore

/// The browsers in which somebody is signed in.
struct OpenSessions: Sendable {
  struct Session: Hashable, Sendable {
    /// Tells one from the others, and says nothing of its secret.
    let id: String
    /// Milliseconds since 1970, as is ``expires``.
    let created: Int64
    let expires: Int64
    /// True for the one that asks.
    let isThis: Bool
    fileprivate let digest: String
  }

  let all: [Session]

  /// Nil for who did not sign in with a browser.
  init?(of principal: Principal, in store: (any SessionStore)?, at now: Int64) async throws {
    guard let store, let own = principal.session, let claim = principal.claim else { return nil }
    all = try await store.sessions(of: claim, at: now).map { digest, session in
      Session(
        id: String(TokenSecret.digest(of: digest).prefix(16)), created: session.created, expires: session.expires,
        isThis: digest == own, digest: digest)
    }
  }

  /// Ends one, or all but the one that asks.
  ///
  /// - Parameter id: `others` for those.
  /// - Returns: false if there is none.
  func end(_ id: String, in store: any SessionStore) async throws -> Bool {
    let ended = all.filter { id == Self.others ? !$0.isThis : $0.id == id }
    for session in ended { try await store.removeSession(digest: session.digest) }
    return !ended.isEmpty
  }

  static let others = "others"
}
