extension SQLiteRunStore {
  package func metricHistory(
    _ key: String, ofRun run: String, in registry: String, limit: Int?, pageToken: String?
  ) async throws(RunStoreError) -> Page<MetricPoint> {
    let question = "history\n\(registry)\n\(run)\n\(key)"
    let offset = try PageToken.offset(pageToken, of: question)
    let limit = min(limit ?? .max, .max - 1)
    guard limit > 0 else { throw .notPositive(limit) }
    let points = try await read {
      try MetricSeries($0, key, ofRun: run, in: registry)?.points(limit: limit + 1, offset: offset) ?? []
    }
    return PageToken.page(points, limit: limit, after: offset, of: question)
  }

  package func metricHistory(
    _ key: String, ofRuns runs: [String], in registry: String, limit: Int
  ) async throws(RunStoreError) -> [MetricSample] {
    try await read { database in
      var samples: [MetricSample] = []
      for run in Set(runs).sorted() where samples.count < limit {
        let series = try MetricSeries(database, key, ofRun: run, in: registry)
        let points = try series?.points(limit: limit - samples.count) ?? []
        samples += points.map { MetricSample(run: run, point: $0) }
      }
      return samples
    }
  }

  package func sampledMetricHistory(
    _ key: String, ofRuns runs: [String], in registry: String, limit: Int, steps: ClosedRange<Int64>?
  ) async throws(RunStoreError) -> [MetricSample] {
    try await read { database in
      try runs.flatMap { run in
        let series = try MetricSeries(database, key, ofRun: run, in: registry)
        let points = try series?.sample(limit: max(1, limit), steps: steps ?? .min ... .max) ?? []
        return points.map { MetricSample(run: run, point: $0) }
      }
    }
  }
}
