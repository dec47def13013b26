/// One value of a version next to the same value of the versions that it is compared with.
package struct Comparison: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case algorithm, input, output, param, metric, parameter, artifact, lineage, tag
    /// A field that a version has once: `description`, `source`, `job`.
    case field
  }

  package let kind: Kind
  /// The metric's or artifact's name, the input's (`#1` without one); the field's own for those that are there once.
  package let name: String
  /// As texts; nil if a version has no such value.
  package let value: String?
  /// In the order of the versions compared with.
  package let others: [String?]
  /// How a metric changed against the first version compared with; nil if there is nothing to measure.
  package let trend: Trend?

  init(_ kind: Kind, _ name: String, _ value: String?, _ others: [String?], trend: Trend? = nil) {
    self.kind = kind
    self.name = name
    self.value = value
    self.others = others
    self.trend = trend
  }

  package struct Trend: Hashable, Sendable {
    package let isRise: Bool
    /// In per cent of what it was; nil if that was zero.
    package let percent: Double?

    /// Nil if nothing changed.
    init?(from old: Double, to new: Double) {
      guard old != new else { return nil }
      isRise = new > old
      percent = old == 0 ? nil : abs((new - old) / old) * 100
    }
  }

  package var differs: Bool { others.isEmpty || others.contains { $0 != value } }

  /// What a table calls it: `accuracy`, `input text`, `artifact model.onnx`.
  package var title: String {
    switch kind {
    case .algorithm, .metric, .parameter, .field: name
    case .input, .output, .param, .artifact, .lineage, .tag: "\(kind.rawValue) \(name)"
    }
  }
}
