internal import GRDB

extension RunTable {
  func addInputs(_ inputs: [DatasetInput], models: [String], to key: Key) throws {
    for input in inputs {
      let dataset = try row(of: input.dataset, in: key.experiment)
      try database.run("INSERT OR IGNORE INTO input (run, dataset) VALUES (?, ?)", [key.row, dataset])
      guard database.changesCount > 0 else { continue }
      let row = database.lastInsertedRowID
      for tag in input.tags {
        try database.run("INSERT OR REPLACE INTO inputTag VALUES (?, ?, ?)", [row, tag.key, tag.value])
      }
    }
    for model in models {
      try database.run("INSERT OR IGNORE INTO modelInput (run, model) VALUES (?, ?)", [key.row, model])
    }
  }

  func addOutputs(_ models: [ModelOutput], to key: Key) throws {
    for model in models {
      try database.run(
        "INSERT OR IGNORE INTO modelOutput (run, model, step) VALUES (?, ?, ?)", [key.row, model.model, model.step])
    }
  }

  /// A dataset's row, made if the experiment has none of its name and digest.
  private func row(of dataset: Dataset, in experiment: Int64) throws -> Int64 {
    let id = [experiment, dataset.id.name, dataset.id.digest] as [any DatabaseValueConvertible]
    let sql = "SELECT id FROM dataset WHERE experiment = ? AND name = ? AND digest = ?"
    if let found = try database.row(sql, id) { return found[0] }
    try database.run(
      """
      INSERT INTO dataset (experiment, name, digest, sourceType, source, schema, profile) VALUES (?, ?, ?, ?, ?, ?, ?)
      """, id + [dataset.sourceType, dataset.source, dataset.schema, dataset.profile])
    return database.lastInsertedRowID
  }

  func datasets(_ list: String) throws -> [Int64: [DatasetInput]] {
    let tags = try database.tags(
      """
      SELECT i.id, t.key, t.value FROM input i JOIN inputTag t ON t.input = i.id
      WHERE i.run \(inList) ORDER BY i.id, t.key
      """, list)
    var datasets: [Int64: [DatasetInput]] = [:]
    try database.each(
      """
      SELECT i.run, i.id, d.name, d.digest, d.sourceType, d.source, d.schema, d.profile
      FROM input i JOIN dataset d ON d.id = i.dataset WHERE i.run \(inList) ORDER BY i.id
      """, [list]
    ) { row in
      let dataset = Dataset(
        DatasetID(name: row[2], digest: row[3]), sourceType: row[4], source: row[5], schema: row[6], profile: row[7])
      datasets[row[0], default: []].append(DatasetInput(dataset, tags: tags[row[1]] ?? []))
    }
    return datasets
  }

  func modelInputs(_ list: String) throws -> [Int64: [String]] {
    var models: [Int64: [String]] = [:]
    try database.each("SELECT run, model FROM modelInput WHERE run \(inList) ORDER BY id", [list]) {
      models[$0[0], default: []].append($0[1])
    }
    return models
  }

  func modelOutputs(_ list: String) throws -> [Int64: [ModelOutput]] {
    var models: [Int64: [ModelOutput]] = [:]
    try database.each("SELECT run, model, step FROM modelOutput WHERE run \(inList) ORDER BY id", [list]) {
      models[$0[0], default: []].append(ModelOutput(model: $0[1], step: $0[2]))
    }
    return models
  }
}
