/// Somebody who is signed in with a browser. Times are milliseconds since 1970.
package struct BrowserSession: Hashable, Sendable {
  /// A member's name or e-mail address; whether there is such a member is looked up each time.
  package let claim: String
  package let created: Int64
  package let expires: Int64

  package init(claim: String, created: Int64, expires: Int64) {
    self.claim = claim
    self.created = created
    self.expires = expires
  }

  package func isGood(at now: Int64) -> Bool { now < expires }
}
