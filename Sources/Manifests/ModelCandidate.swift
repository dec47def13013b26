/// A training run's result that may become a version: `registries/REGISTRY/MODEL/candidates/ID.yaml`.
///
/// Its facts read as its own: `candidate.metrics`.
@dynamicMemberLookup
package struct ModelCandidate: Hashable, Sendable {
  package var facts: ModelFacts
  /// The one version that it became; nil as long as it became none.
  package var promotedTo: SemanticVersion?

  package init(_ facts: ModelFacts = ModelFacts(), promotedTo: SemanticVersion? = nil) {
    self.facts = facts
    self.promotedTo = promotedTo
  }

  package subscript<Value>(dynamicMember path: WritableKeyPath<ModelFacts, Value>) -> Value {
    get { facts[keyPath: path] }
    set { facts[keyPath: path] = newValue }
  }
}
