import Manifests

/// What a version has, and how much of it a gate counts.
///
/// What is added to a published version in the change that sets an alias to it was never looked at by anybody else: the gate that
/// asks for it would open to whoever can write the number that it wants.
struct CountedFacts {
  let all: ModelFacts
  let counted: ModelFacts

  /// - Parameter old: the version's facts before the change; nil for a new one, of which all count.
  init(_ facts: ModelFacts, publishedAs old: ModelFacts? = nil) {
    all = facts
    guard let old else {
      counted = facts
      return
    }
    var counted = facts
    counted.metrics = facts.metrics.filter { old.metrics[$0.key] != nil }
    counted.parameters = facts.parameters.filter { old.parameters[$0.key] != nil }
    counted.tags = facts.tags.filter { old.tags[$0.key] != nil }
    let inputs = Set(old.lineage)
    counted.lineage = facts.lineage.filter { inputs.contains($0) }
    if old.job == nil { counted.job = nil }
    if old.signature == nil { counted.signature = nil }
    self.counted = counted
  }
}
