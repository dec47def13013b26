package import Rules
package import RunStore

/// Who sends a request, as far as the server knows.
package struct Principal: Hashable, Sendable {
  /// A member's name or e-mail address; nil for nobody.
  package let claim: String?
  /// How that is known: `token`, `session`, `oidc`, `proxy`; nil for nobody, and for the one person who runs a server in a clone.
  package let source: String?
  /// What its token allows at most.
  package let limit: Right
  /// The registries that its token is good for; nil for all.
  package let registries: Set<String>?
  /// The id of its token, so that it can be looked up again when a right is used; nil if it has none that is kept.
  package let token: String?
  /// The digest of its session's secret, likewise.
  package let session: String?
  /// What the token of a job says; nil for everybody else.
  package let job: IssuedClaims?

  package init(_ claim: String, source: String?, limit: Right = .administrate) {
    self.init(claim: claim, source: source, limit: limit)
  }

  /// A service member, as which a job acts.
  init(_ member: String, job: IssuedClaims) {
    self.init(claim: member, source: "oidc", limit: .administrate, job: job)
  }

  /// Somebody who signed in with a browser.
  init(_ claim: String, session: String) {
    self.init(claim: claim, source: "session", limit: .administrate, session: session)
  }

  /// The member that a token was made for.
  package init(_ token: AccessToken) {
    let limit: Right =
      switch token.scope {
      case .read: .read
      case .write: .write
      case .admin: .administrate
      }
    self.init(
      claim: token.member, source: "token", limit: limit,
      registries: token.registries.isEmpty ? nil : Set(token.registries), token: token.id)
  }

  private init(
    claim: String?, source: String?, limit: Right, registries: Set<String>? = nil, token: String? = nil,
    session: String? = nil, job: IssuedClaims? = nil
  ) {
    self.claim = claim
    self.source = source
    self.limit = limit
    self.registries = registries
    self.token = token
    self.session = session
    self.job = job
  }

  package static let nobody = Principal(claim: nil, source: nil, limit: .read)

  /// Tells what it was let in by from every other one: tokens of forms are bound to it.
  var signIn: String {
    "\(source ?? "local")\0\(claim ?? "")\0\(session ?? token ?? job.map { "\($0.issuer)" } ?? "")"
  }

  /// True if a browser sends what it is known by whatever page asks it to: a page of another site could make it write.
  package var isAmbient: Bool { source == "session" || source == "proxy" }

  /// As the rules know who acts.
  package var actor: Actor { claim.map { source == nil ? .local($0) : .authenticated($0) } ?? .unknown }
}
