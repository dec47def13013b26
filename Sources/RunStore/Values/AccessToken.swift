/// What a member's programs show a server to be let in as that member. Times are milliseconds since 1970.
package struct AccessToken: Hashable, Sendable {
  package enum Scope: String, Sendable, CaseIterable {
    case read, write, admin
  }

  /// What it is called by; no secret.
  package let id: String
  /// The name of a member.
  package let member: String
  /// What it allows at most: the member's own rights are the other bound.
  package let scope: Scope
  /// The registries that it is good for; empty for all.
  package let registries: [String]
  package let created: Int64
  /// Nil for one that does not expire.
  package let expires: Int64?
  package var lastUsed: Int64?
  package var revoked: Int64?

  package init(
    id: String, member: String, scope: Scope, registries: [String] = [], created: Int64, expires: Int64? = nil,
    lastUsed: Int64? = nil, revoked: Int64? = nil
  ) {
    self.id = id
    self.member = member
    self.scope = scope
    self.registries = registries
    self.created = created
    self.expires = expires
    self.lastUsed = lastUsed
    self.revoked = revoked
  }

  /// False once it expired or was revoked.
  package func isGood(at now: Int64) -> Bool { revoked == nil && expires.map { now < $0 } ?? true }
}
