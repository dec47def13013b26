internal import GRDB

/// The logged models of a registry.
struct LoggedModelTable {
  let database: Database
  let registry: String

  init(_ database: Database, _ registry: String) {
    self.database = database
    self.registry = registry
  }

  /// The row of an id.
  func row(_ id: String, isActive: Bool = false) throws -> Int64 {
    let row = try database.row(
      "SELECT id, stage FROM loggedModel WHERE registry = ? AND uuid = ?", [registry, id])
    guard let row, !isActive || row[1] == LifecycleStage.active.rawValue else { throw RunStoreError.noLoggedModel(id) }
    return row[0]
  }

  func create(_ new: NewLoggedModel, name: String, now: Int64) throws {
    let experiment = try ExperimentTable(database, registry).activeKey(new.experiment)
    let known = try database.row("SELECT 1 FROM loggedModel WHERE registry = ? AND uuid = ?", [registry, new.id])
    guard known == nil else {
      throw RunStoreError(.alreadyExists, "Logged model with ID '\(new.id)' already exists.")
    }
    try database.run(
      """
      INSERT INTO loggedModel
      (registry, uuid, experiment, name, type, sourceRun, artifactURI, status, stage, created, updated)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        registry, new.id, experiment.row, name, new.type, new.sourceRun,
        "\(experiment.artifactLocation)/models/\(new.id)/artifacts", LoggedModelStatus.pending.rawValue,
        LifecycleStage.active.rawValue, now, now,
      ])
    let row = database.lastInsertedRowID
    try add(new.parameters, to: row, new.id)
    try set(new.tags, of: row)
  }

  func set(_ status: LoggedModelStatus, of row: Int64, now: Int64) throws {
    try database.run("UPDATE loggedModel SET status = ?, updated = ? WHERE id = ?", [status.rawValue, now, row])
  }

  func delete(_ row: Int64, now: Int64) throws {
    try database.run(
      "UPDATE loggedModel SET stage = ?, updated = ? WHERE id = ?", [LifecycleStage.deleted.rawValue, now, row])
  }

  func set(_ tags: [Tag], of row: Int64) throws {
    for tag in tags {
      try database.run("INSERT OR REPLACE INTO loggedModelTag VALUES (?, ?, ?)", [row, tag.key, tag.value])
    }
  }

  func deleteTag(_ key: String, of row: Int64, _ id: String) throws {
    try database.run("DELETE FROM loggedModelTag WHERE model = ? AND key = ?", [row, key])
    guard database.changesCount > 0 else {
      throw RunStoreError(
        .notFound,
        "No tag with key \(PythonLiteral.text(key)) found for model with ID \(PythonLiteral.text(id)).")
    }
  }

  func add(_ parameters: [Parameter], to row: Int64, _ id: String) throws {
    for parameter in parameters {
      try database.run(
        "INSERT OR IGNORE INTO loggedModelParameter VALUES (?, ?, ?)", [row, parameter.key, parameter.value])
      guard database.changesCount == 0 else { continue }
      let old: String? = try database.row(
        "SELECT value FROM loggedModelParameter WHERE model = ? AND key = ?", [row, parameter.key])?[0]
      guard let old, old != parameter.value else { continue }
      throw RunStoreError.invalid(
        "Changing param values is not allowed. Param with key='\(parameter.key)' was already logged with "
          + "value='\(old)' for model ID='\(id)'. Attempted logging new value '\(parameter.value)'.")
    }
  }
}
