package import Rules

/// Who sends a request, as far as the server knows.
package struct Principal: Hashable, Sendable {
  /// A member's name or e-mail address; nil for nobody.
  package let claim: String?
  /// How that is known: `token`, `session`, `oidc`; nil for nobody, and for the one person who runs a server in a clone.
  package let source: String?
  /// What its token allows at most.
  package let limit: Right

  package init(_ claim: String, source: String?, limit: Right = .administrate) {
    self.claim = claim
    self.source = source
    self.limit = limit
  }

  private init() { (claim, source, limit) = (nil, nil, .read) }

  package static let nobody = Principal()

  /// As the rules know who acts.
  package var actor: Actor { claim.map { source == nil ? .local($0) : .authenticated($0) } ?? .unknown }
}
