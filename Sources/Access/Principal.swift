package import Rules
package import RunStore

/// Who sends a request, as far as the server knows.
package struct Principal: Hashable, Sendable {
  /// A member's name or e-mail address; nil for nobody.
  package let claim: String?
  /// How that is known: `token`, `session`, `oidc`; nil for nobody, and for the one person who runs a server in a clone.
  package let source: String?
  /// What its token allows at most.
  package let limit: Right
  /// The registries that its token is good for; nil for all.
  package let registries: Set<String>?
  /// The id of its token, so that it can be looked up again when a right is used; nil if it has none that is kept.
  package let token: String?

  package init(_ claim: String, source: String?, limit: Right = .administrate) {
    self.init(claim: claim, source: source, limit: limit, registries: nil, token: nil)
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

  private init(claim: String?, source: String?, limit: Right, registries: Set<String>?, token: String?) {
    self.claim = claim
    self.source = source
    self.limit = limit
    self.registries = registries
    self.token = token
  }

  package static let nobody = Principal(claim: nil, source: nil, limit: .read, registries: nil, token: nil)

  /// As the rules know who acts.
  package var actor: Actor { claim.map { source == nil ? .local($0) : .authenticated($0) } ?? .unknown }
}
