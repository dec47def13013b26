import Manifests

/// A gate in words.
enum GateText {
  static func lines(_ gate: Gate) -> [String] {
    gate.metrics.sorted { $0.key < $1.key }.map { "\($0.key) \(bound($0.value))" }
      + gate.parameters.map { "parameter \($0)" } + gate.tags.map { "tag \($0)" }
      + gate.requires.map { "a \($0.rawValue)" }
  }

  /// `≥ 0.85`, `≤ 50`, `is there`.
  static func bound(_ bound: MetricBound) -> String {
    let parts = [
      bound.min.map { "≥ \(NumberText.plain($0))" }, bound.max.map { "≤ \(NumberText.plain($0))" },
      bound.maxWorseThanCurrent.map { "at most \($0) worse" },
    ].compactMap { $0 }
    return parts.isEmpty ? "is there" : parts.joined(separator: ", ")
  }
}
