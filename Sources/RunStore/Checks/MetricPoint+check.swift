extension MetricPoint {
  /// - Parameter path: its place in the request, such as `metrics[3]`; empty if it is the only one.
  func check(at path: @autoclosure () -> String = "") throws(RunStoreError) {
    try EntityName.check(key, at: Self.path(path(), "name"))
    guard timestamp >= 0 else {
      throw .invalid(
        "Invalid value \(timestamp) for parameter '\(Self.path(path(), "timestamp"))' supplied: "
          + "metric '\(key)' (value=\(value)). Timestamp must be a nonnegative long (64-bit integer) ")
    }
    try TextLimit.check(key, "Metric name", atMost: EntityName.limit)
  }

  private static func path(_ path: String, _ field: String) -> String { path.isEmpty ? field : "\(path).\(field)" }
}
