package import Manifests

extension Registry {
  /// Whether a gate or what counts as routine says so of a metric.
  package func isLowerBetter(_ metric: String) -> Bool {
    ([gates.versions, routine] + Array(gates.aliases.values)).contains {
      $0?.metrics[metric]?.effectiveDirection == .lower
    }
  }
}
