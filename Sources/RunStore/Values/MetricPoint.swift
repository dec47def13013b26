/// One value of a metric.
///
/// Points are equal if their values are the same number; NaN is the same as NaN.
package struct MetricPoint: Hashable, Sendable {
  package let key: String
  /// Any double: infinities and NaN are values like others.
  package let value: Double
  /// Milliseconds since 1970, in UTC.
  package let timestamp: Int64
  package let step: Int64
  /// The logged model that it was measured of.
  package let model: String?
  /// What it was measured on.
  package let dataset: DatasetID?

  package init(
    _ key: String, _ value: Double, timestamp: Int64, step: Int64 = 0, model: String? = nil, dataset: DatasetID? = nil
  ) {
    self.key = key
    self.value = value
    self.timestamp = timestamp
    self.step = step
    self.model = model
    self.dataset = dataset
  }

  package static func == (one: MetricPoint, two: MetricPoint) -> Bool {
    one.key == two.key && (one.value == two.value || one.value.isNaN && two.value.isNaN)
      && one.timestamp == two.timestamp && one.step == two.step && one.model == two.model && one.dataset == two.dataset
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(value.isNaN ? 0 : value)
    hasher.combine(timestamp)
    hasher.combine(step)
  }
}
