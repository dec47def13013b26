/// What a gate asks of one metric; without any bound, that it is there.
package struct MetricBound: Hashable, Sendable {
  package var min: Double?
  package var max: Double?
  package var maxWorseThanCurrent: Tolerance?
  /// As it was written; see ``effectiveDirection``.
  package var better: Direction?

  package enum Direction: String, Sendable, CaseIterable {
    case higher, lower
  }

  package init(
    min: Double? = nil, max: Double? = nil, maxWorseThanCurrent: Tolerance? = nil, better: Direction? = nil
  ) {
    self.min = min
    self.max = max
    self.maxWorseThanCurrent = maxWorseThanCurrent
    self.better = better
  }

  /// By default, less is better if there is only a maximum.
  package var effectiveDirection: Direction { better ?? (min == nil && max != nil ? .lower : .higher) }

  /// A metric of the version that a new one is compared with.
  package struct Current: Hashable, Sendable {
    package let value: Double
    /// Whose value it is.
    package let version: SemanticVersion

    package init(_ value: Double, of version: SemanticVersion) {
      self.value = value
      self.version = version
    }
  }

  package struct Failure: Hashable, Sendable {
    /// Follows the metric's name: "is 0.88", "is 58.0, worse than 52.0 of 1.1.0 by more than 5%", "is missing".
    package let what: String
    /// "at least 0.9", "at most 54.6", "at least 0.1 and at most 0.5"; nil if the metric only has to be there.
    package let passes: String?
  }

  /// Why a value does not pass; nil for one that does.
  ///
  /// - Parameters:
  ///   - value: nil if the metric is missing, which never passes.
  ///   - current: nil if there is nothing to compare with; then only `min` and `max` count.
  package func failure(of value: Double?, current: Current? = nil) -> Failure? {
    let limit = current.flatMap(worst)
    let isHigherBetter = effectiveDirection == .higher
    func failure(_ what: String) -> Failure {
      let least = [min, isHigherBetter ? limit : nil].compactMap { $0 }.max()
      let most = [max, isHigherBetter ? nil : limit].compactMap { $0 }.min()
      let parts = [least.map { "at least \($0)" }, most.map { "at most \($0)" }].compactMap { $0 }
      return Failure(what: what, passes: parts.isEmpty ? nil : parts.joined(separator: " and "))
    }
    guard let value else { return failure("is missing") }
    if let min, value < min { return failure("is \(value)") }
    if let max, value > max { return failure("is \(value)") }
    guard let limit, let current, let tolerance = maxWorseThanCurrent, isHigherBetter ? value < limit : value > limit
    else { return nil }
    return failure("is \(value), worse than \(current.value) of \(current.version) by more than \(tolerance)")
  }

  /// The worst value that is not too much worse than the current one; nil if that is beyond all numbers.
  private func worst(_ current: Current) -> Double? {
    guard let distance = maxWorseThanCurrent?.distance(from: current.value) else { return nil }
    let limit = effectiveDirection == .higher ? current.value - distance : current.value + distance
    return limit.isFinite ? limit.roundedToElevenDigits : nil
  }
}

extension Double {
  /// Without the noise of binary arithmetic, so that the bound shown is the one that a person computes: 54.6, not
  /// 54.60000000000001. Powers of ten up to 1e22 are exact.
  fileprivate var roundedToElevenDigits: Double {
    var scale = 1.0
    while abs(self * scale) < 1e10, scale < 1e22 { scale *= 10 }
    return (1e10..<1e12).contains(abs(self * scale)) ? (self * scale).rounded() / scale : self
  }
}
