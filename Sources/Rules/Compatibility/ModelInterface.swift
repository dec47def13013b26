package import Manifests

/// What those who use a version meet: its signature and its algorithm, each nil if the manifest does not say.
package struct ModelInterface: Hashable, Sendable {
  package var signature: Signature?
  package var algorithm: String?

  package init(signature: Signature? = nil, algorithm: String? = nil) {
    self.signature = signature
    self.algorithm = algorithm
  }

  package init(_ facts: ModelFacts) {
    signature = facts.signature
    algorithm = facts.algorithm
  }

  package var isUnknown: Bool { signature == nil && algorithm == nil }
}
