/// What tells a request that is sent again, since its answer was lost, from a new one.
package struct RequestKey: Hashable, Sendable {
  /// Who sent it.
  package let principal: String
  /// A hash of the request: path and body.
  package let digest: String

  /// How long an answer is kept, in milliseconds.
  package static let lifetime: Int64 = 10 * 60 * 1000

  package init(principal: String, digest: String) {
    self.principal = principal
    self.digest = digest
  }
}
