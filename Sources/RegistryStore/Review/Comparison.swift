/// One value of a version beside the same of the versions that it is compared with.
package struct Comparison: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case algorithm, parameter, metric
  }

  package let kind: Kind
  /// The parameter's or metric's name; `algorithm`.
  package let name: String
  /// As texts; nil where a version has no such value.
  package let value: String?
  /// In the order of the versions compared with.
  package let others: [String?]
  /// How a metric changed against the first version compared with; nil where there is nothing to measure.
  package let trend: Trend?

  package struct Trend: Hashable, Sendable {
    package let isRise: Bool
    /// In per cent of what it was; nil where that was zero.
    package let percent: Double?

    /// Nil where nothing changed.
    init?(from old: Double, to new: Double) {
      guard old != new else { return nil }
      isRise = new > old
      percent = old == 0 ? nil : abs((new - old) / old) * 100
    }
  }

  package var differs: Bool { others.isEmpty || others.contains { $0 != value } }
}
