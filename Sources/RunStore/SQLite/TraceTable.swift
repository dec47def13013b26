internal import GRDB

/// The traces of a registry.
struct TraceTable {
  let database: Database
  let registry: String

  init(_ database: Database, _ registry: String) {
    self.database = database
    self.registry = registry
  }

  private static let columns =
    "t.id, t.uuid, e.number, t.requested, t.duration, t.state, t.clientRequest, t.request, t.response"

  func trace(_ id: String) throws -> Trace {
    let found = try traces("WHERE t.registry = ? AND t.uuid = ?", [registry, id])
    guard let trace = found.first else { throw RunStoreError(.notFound, "Trace with ID '\(id)' not found.") }
    return trace
  }

  /// The traces of experiments, the last requested first.
  func traces(ofExperiments rows: [Int64]) throws -> [Trace] {
    try rows.flatMap { try traces("WHERE t.experiment = ?", [$0]) }
      .sorted { ($1.requested, $1.id) < ($0.requested, $0.id) }
  }

  private func traces(_ condition: String, _ arguments: [(any DatabaseValueConvertible)?]) throws -> [Trace] {
    let rows = try database.map(
      "SELECT \(Self.columns) FROM trace t JOIN experiment e ON e.id = t.experiment \(condition)", arguments
    ) { row in
      (
        row[0] as Int64,
        Trace(
          id: row[1], experiment: "\(row[2] as Int64)", requested: row[3], duration: row[4], state: row[5],
          clientRequest: row[6], request: row[7], response: row[8])
      )
    }
    return try rows.map { row, trace in
      var trace = trace
      try database.each("SELECT map, key, value FROM traceEntry WHERE trace = ?", [row]) { entry in
        let (key, value) = (entry[1] as String, entry[2] as String)
        switch Map(rawValue: entry[0]) {
        case .metadata: trace.metadata[key] = value
        case .tag: trace.tags[key] = value
        case .assessment: trace.assessments[key] = value
        case nil: break
        }
      }
      return trace
    }
  }

  private enum Map: Int64 {
    case metadata, tag, assessment
  }

  /// Writes all of a trace.
  func put(_ trace: Trace) throws {
    let experiment = try ExperimentTable(database, registry).activeKey(trace.experiment).row
    try database.run("DELETE FROM trace WHERE registry = ? AND uuid = ?", [registry, trace.id])
    try database.run(
      """
      INSERT INTO trace (registry, uuid, experiment, requested, duration, state, clientRequest, request, response)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        registry, trace.id, experiment, trace.requested, trace.duration, trace.state, trace.clientRequest,
        trace.request, trace.response,
      ])
    let row = database.lastInsertedRowID
    for (map, entries) in [(Map.metadata, trace.metadata), (.tag, trace.tags), (.assessment, trace.assessments)] {
      for (key, value) in entries {
        try database.run("INSERT INTO traceEntry VALUES (?, ?, ?, ?)", [row, map.rawValue, key, value])
      }
    }
  }

  func delete(_ ids: [String], of experiment: Int64) throws -> [String] {
    try ids.filter { id in
      try database.run(
        "DELETE FROM trace WHERE registry = ? AND uuid = ? AND experiment = ?", [registry, id, experiment])
      return database.changesCount > 0
    }
  }

  func ids(of experiment: Int64, requestedUpTo time: Int64?, atMost limit: Int?) throws -> [String] {
    try database.map(
      "SELECT uuid FROM trace WHERE experiment = ? AND requested <= ? ORDER BY requested, uuid LIMIT ?",
      [experiment, time ?? .max, limit ?? -1]
    ) { $0[0] as String }
  }
}
