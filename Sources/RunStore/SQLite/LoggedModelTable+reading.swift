internal import GRDB

extension LoggedModelTable {
  /// A logged model in any stage.
  func model(_ id: String) throws -> LoggedModel {
    guard let model = try models([try row(id)]).first else { throw RunStoreError.noLoggedModel(id) }
    return model
  }

  /// The logged models of some rows, in their order.
  func models(_ rows: [Int64]) throws -> [LoggedModel] {
    let list = rows.jsonList
    let tags = try database.tags("SELECT model, key, value FROM loggedModelTag WHERE model \(inList)", list)
    let parameters = try database.tags("SELECT model, key, value FROM loggedModelParameter WHERE model \(inList)", list)
    let metrics = try metrics(list)
    var found: [Int64: LoggedModel] = [:]
    try database.each(
      """
      SELECT m.id, m.uuid, e.number, m.name, m.type, m.sourceRun, m.artifactURI, m.status, m.stage, m.created, m.updated
      FROM loggedModel m JOIN experiment e ON e.id = m.experiment WHERE m.id \(inList)
      """, [list]
    ) { row in
      let id: Int64 = row[0]
      let experiment: Int64 = row[2]
      found[id] = LoggedModel(
        id: row[1], experiment: "\(experiment)", name: row[3], type: row[4], sourceRun: row[5], artifactURI: row[6],
        status: LoggedModelStatus(rawValue: row[7]) ?? .unspecified,
        stage: LifecycleStage(rawValue: row[8]) ?? .deleted, created: row[9], updated: row[10], tags: tags[id] ?? [],
        parameters: (parameters[id] ?? []).map { Parameter($0.key, $0.value) }, metrics: metrics[id] ?? [])
    }
    return rows.compactMap { found[$0] }
  }

  private func metrics(_ list: String) throws -> [Int64: [MetricSample]] {
    var metrics: [Int64: [MetricSample]] = [:]
    try database.each(
      """
      SELECT m.id, m.uuid, r.uuid, p.key, p.value, p.isNaN, p.timestamp, p.step, p.datasetName, p.datasetDigest
      FROM loggedModel m JOIN loggedModelPoint p ON p.model = m.uuid
      JOIN run r ON r.id = p.run AND r.registry = m.registry
      WHERE m.id \(inList) ORDER BY m.id, p.key, r.uuid, p.timestamp, p.step, p.value
      """, [list]
    ) { row in
      let dataset = DatasetID(name: row[8], digest: row[9])
      let point = MetricPoint(
        row[3], StoredValue.value(row[4], isNaN: row[5]), timestamp: row[6], step: row[7], model: row[1],
        dataset: dataset.name.isEmpty && dataset.digest.isEmpty ? nil : dataset)
      metrics[row[0], default: []].append(MetricSample(run: row[2], point: point))
    }
    return metrics
  }
}
