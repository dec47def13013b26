/// A training run's result that may become a version: `registries/REGISTRY/MODEL/candidates/ID.yaml`.
///
/// Its facts read as its own: `candidate.metrics`.
@dynamicMemberLookup
@usableFromInline
package struct ModelCandidate: Hashable, Sendable {
  @usableFromInline package var facts: ModelFacts
  /// The one version that it became; nil as long as it became none.
  package var promotedTo: SemanticVersion?

  package init(_ facts: ModelFacts = ModelFacts(), promotedTo: SemanticVersion? = nil) {
    self.facts = facts
    self.promotedTo = promotedTo
  }

  /// Inlined, so that no key path is made: each costs 30,000 instructions if it is first used.
  @inlinable package subscript<Value>(dynamicMember path: WritableKeyPath<ModelFacts, Value>) -> Value {
    get { facts[keyPath: path] }
    set { facts[keyPath: path] = newValue }
  }
}
