internal import GRDB

/// The points of one metric of one run, to be read.
struct MetricSeries {
  private let database: Database
  private let key: String
  private let row: Int64

  /// Nil if the run or the metric does not exist.
  init?(_ database: Database, _ key: String, ofRun run: String, in registry: String) throws {
    let found = try database.row(
      "SELECT s.id FROM series s JOIN run r ON r.id = s.run WHERE r.registry = ? AND r.uuid = ? AND s.key = ?",
      [registry, run, key])
    guard let found else { return nil }
    self.database = database
    self.key = key
    row = found[0]
  }

  /// Points by timestamp, step and value.
  func points(limit: Int, offset: Int = 0) throws -> [MetricPoint] {
    try points(
      """
      SELECT value, isNaN, timestamp, step FROM point WHERE series = ?
      ORDER BY timestamp, step, value, isNaN LIMIT ? OFFSET ?
      """, [row, limit, offset])
  }

  /// So many points at most, evenly taken by step, timestamp and value: the first of each of so many parts, and the last of all.
  func sample(limit: Int, steps: ClosedRange<Int64>) throws -> [MetricPoint] {
    let range: [(any DatabaseValueConvertible)?] = [row, steps.lowerBound, steps.upperBound]
    var sample = try points(
      """
      SELECT value, isNaN, timestamp, step FROM (
        SELECT *, part IS NOT lag(part) OVER \(Self.order) AS isFirst FROM (
          SELECT *, ntile(?) OVER \(Self.order) AS part FROM point WHERE series = ? AND step BETWEEN ? AND ?))
      WHERE isFirst ORDER BY step, timestamp, value, isNaN
      """, [limit] + range)
    let last = try points(
      """
      SELECT value, isNaN, timestamp, step FROM point WHERE series = ? AND step BETWEEN ? AND ?
      ORDER BY step DESC, timestamp DESC, value DESC, isNaN DESC LIMIT 1
      """, range)
    guard last.first != sample.last else { return sample }
    if sample.count >= limit { sample.removeLast() }
    return sample + last
  }

  private static let order = "(ORDER BY step, timestamp, value, isNaN)"

  private func points(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?]) throws -> [MetricPoint] {
    try database.map(sql, arguments) {
      MetricPoint(key, StoredValue.value($0[0], isNaN: $0[1]), timestamp: $0[2], step: $0[3])
    }
  }
}
