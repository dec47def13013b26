/// All points of metrics. A run that does not exist has none.
package protocol MetricHistory: Sendable {
  /// The points of one metric by timestamp, step and value, a page at a time.
  ///
  /// - Parameter limit: the most points of a page; nil for all.
  func metricHistory(
    _ key: String, ofRun run: String, in registry: String, limit: Int?, pageToken: String?
  ) async throws(RunStoreError) -> Page<MetricPoint>

  /// The points of several runs by run, timestamp, step and value.
  func metricHistory(
    _ key: String, ofRuns runs: [String], in registry: String, limit: Int
  ) async throws(RunStoreError) -> [MetricSample]

  /// So many points of each run at most, evenly taken from all by step, timestamp and value, with the first and the last; of one point,
  /// the last.
  ///
  /// - Parameter steps: which steps count; nil for all.
  func sampledMetricHistory(
    _ key: String, ofRuns runs: [String], in registry: String, limit: Int, steps: ClosedRange<Int64>?
  ) async throws(RunStoreError) -> [MetricSample]
}
