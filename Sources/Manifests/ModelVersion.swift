/// One published point of a model: `registries/REGISTRY/MODEL/versions/VERSION.yaml`.
///
/// Its facts read as its own: `version.artifacts`.
@dynamicMemberLookup
@usableFromInline
package struct ModelVersion: Hashable, Sendable {
  @usableFromInline package var facts: ModelFacts
  package var status: VersionStatus
  package var statusReason: String?
  /// The candidate that this version was promoted from.
  package var candidate: String?
  /// The number by which other programs know the version, as MLflow does; nil for the place that history gives it.
  package var ordinal: Int64?

  /// As far as every program reads a number of JSON alike.
  package static let ordinals: ClosedRange<Int64> = 1...9_007_199_254_740_991

  package init(
    _ facts: ModelFacts = ModelFacts(), status: VersionStatus = .active, statusReason: String? = nil,
    candidate: String? = nil, ordinal: Int64? = nil
  ) {
    self.facts = facts
    self.status = status
    self.statusReason = statusReason
    self.candidate = candidate
    self.ordinal = ordinal
  }

  /// Inlined, so that no key path is made: each costs 30,000 instructions if it is first used.
  @inlinable package subscript<Value>(dynamicMember path: WritableKeyPath<ModelFacts, Value>) -> Value {
    get { facts[keyPath: path] }
    set { facts[keyPath: path] = newValue }
  }
}

package enum VersionStatus: String, Sendable, CaseIterable {
  case active, deprecated, yanked
}
