import Manifests

/// Whether more or less of a metric is better, as far as a registry says so.
struct MetricDirections {
  private let known: [String: MetricBound.Direction]
  /// Those that gates and the policy name, sorted.
  let named: [String]

  init(_ registry: Registry) {
    var known: [String: MetricBound.Direction] = [:]
    let gates =
      [registry.routine, registry.gates.versions] + registry.gates.aliases.sorted { $0.key < $1.key }.map(\.value)
    for gate in gates.compactMap({ $0 }) {
      for (name, bound) in gate.metrics {
        let says = bound.better != nil || bound.min != nil || bound.max != nil || bound.maxWorseThanCurrent != nil
        if says, known[name] != .lower { known[name] = bound.effectiveDirection }
      }
    }
    self.known = known
    named = Set(gates.compactMap { $0 }.flatMap(\.metrics.keys)).sorted()
  }

  /// Nil if nobody said.
  func better(_ metric: String) -> MetricBound.Direction? { known[metric] }
}
