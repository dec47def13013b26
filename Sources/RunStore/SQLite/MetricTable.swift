internal import GRDB

/// The points of a run's metrics.
struct MetricTable {
  let database: Database
  let run: Int64

  /// A metric, with the order of its latest point.
  private struct Series {
    let row: Int64
    var latest: Order
    var isChanged = false

    /// By step, then time, then value; NaN counts as 0.
    struct Order {
      let step: Int64
      let timestamp: Int64
      let value: StoredValue

      func isBefore(_ other: Order) -> Bool {
        (step, timestamp, value.value) < (other.step, other.timestamp, other.value.value)
      }
    }
  }

  init(_ database: Database, run: Int64) {
    self.database = database
    self.run = run
  }

  /// Adds points, except those that are there already.
  func add(_ points: [MetricPoint]) throws {
    // By bytes: to Swift, keys that differ in how a letter is composed are the same.
    var series: [[UInt8]: Series] = [:]
    for point in points {
      let key = Array(point.key.utf8)
      let order = Series.Order(step: point.step, timestamp: point.timestamp, value: StoredValue(point.value))
      var one = try series[key] ?? self.series(point.key, first: order)
      try database.run(
        "INSERT OR IGNORE INTO point (series, timestamp, step, value, isNaN) VALUES (?, ?, ?, ?, ?)",
        [one.row, order.timestamp, order.step, order.value.value, order.value.isNaN])
      if one.latest.isBefore(order) {
        one.latest = order
        one.isChanged = true
      }
      series[key] = one
      if point.model != nil { try addToModel(point, order.value) }
    }
    for one in series.values where one.isChanged {
      try database.run(
        "UPDATE series SET value = ?, isNaN = ?, timestamp = ?, step = ? WHERE id = ?",
        [one.latest.value.value, one.latest.value.isNaN, one.latest.timestamp, one.latest.step, one.row])
    }
  }

  /// The series of a key, made with a first point if there is none.
  private func series(_ key: String, first: Series.Order) throws -> Series {
    let found = try database.row(
      "SELECT id, step, timestamp, value, isNaN FROM series WHERE run = ? AND key = ?", [run, key])
    if let found {
      let value = StoredValue.value(found[3], isNaN: found[4])
      return Series(
        row: found[0], latest: Series.Order(step: found[1], timestamp: found[2], value: StoredValue(value)))
    }
    try database.run(
      "INSERT INTO series (run, key, value, isNaN, timestamp, step) VALUES (?, ?, ?, ?, ?, ?)",
      [run, key, first.value.value, first.value.isNaN, first.timestamp, first.step])
    return Series(row: database.lastInsertedRowID, latest: first)
  }

  private func addToModel(_ point: MetricPoint, _ value: StoredValue) throws {
    try database.run(
      """
      INSERT OR IGNORE INTO loggedModelPoint
      (model, key, run, timestamp, step, value, isNaN, datasetName, datasetDigest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        point.model, point.key, run, point.timestamp, point.step, value.value, value.isNaN,
        point.dataset?.name ?? "", point.dataset?.digest ?? "",
      ])
  }
}
