internal import GRDB

extension RunTable {
  func run(_ id: String) throws -> Run {
    guard let run = try runs([try key(id).row]).first else { throw RunStoreError.noRun(id) }
    return run
  }

  /// The runs of some rows, in their order.
  func runs(_ rows: [Int64]) throws -> [Run] {
    let list = rows.jsonList
    let tags = try database.tags("SELECT run, key, value FROM runTag WHERE run \(inList)", list)
    let parameters = try parameters(list)
    let metrics = try latestPoints(list)
    let datasets = try datasets(list)
    let inputs = try modelInputs(list)
    let outputs = try modelOutputs(list)
    var found: [Int64: Run] = [:]
    try database.each(
      """
      SELECT r.id, r.uuid, e.number, r.name, r.user, r.status, r.started, r.ended, r.artifactURI, r.stage
      FROM run r JOIN experiment e ON e.id = r.experiment WHERE r.id \(inList)
      """, [list]
    ) { row in
      let id: Int64 = row[0]
      let experiment: Int64 = row[2]
      found[id] = Run(
        id: row[1], experiment: "\(experiment)", name: row[3], user: row[4],
        status: RunStatus(rawValue: row[5]) ?? .failed, started: row[6], ended: row[7], artifactURI: row[8],
        stage: LifecycleStage(rawValue: row[9]) ?? .deleted, metrics: metrics[id] ?? [],
        parameters: parameters[id] ?? [], tags: tags[id] ?? [], datasets: datasets[id] ?? [],
        modelInputs: inputs[id] ?? [], modelOutputs: outputs[id] ?? [])
    }
    return rows.compactMap { found[$0] }
  }

  private func parameters(_ list: String) throws -> [Int64: [Parameter]] {
    var parameters: [Int64: [Parameter]] = [:]
    try database.each("SELECT run, key, value FROM runParameter WHERE run \(inList)", [list]) {
      parameters[$0[0], default: []].append(Parameter($0[1], $0[2]))
    }
    return parameters
  }

  private func latestPoints(_ list: String) throws -> [Int64: [MetricPoint]] {
    var points: [Int64: [MetricPoint]] = [:]
    try database.each(
      "SELECT run, key, value, isNaN, timestamp, step FROM series WHERE run \(inList) ORDER BY run, key", [list]
    ) { row in
      points[row[0], default: []].append(
        MetricPoint(
          row[1], StoredValue.value(row[2], isNaN: row[3]), timestamp: row[4], step: row[5]))
    }
    return points
  }
}
