package import Manifests
package import Rules

/// What an action did, known once it has done it.
package struct ActionEffect {
  /// For the commit: a line, and after an empty one what else there is to say.
  package let message: String
  /// The version that it published; nil for other actions.
  package var version: SemanticVersion?
  /// What that number tells, where it was left to the registry.
  package var claim: NumberClaim?

  package init(_ message: String, version: SemanticVersion? = nil, claim: NumberClaim? = nil) {
    self.message = message
    self.version = version
    self.claim = claim
  }
}
