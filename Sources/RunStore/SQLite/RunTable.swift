internal import GRDB

/// The runs of a registry.
struct RunTable {
  let database: Database
  let registry: String

  /// A row's own number, with what says whether it may be changed.
  struct Key {
    let row: Int64
    let id: String
    let experiment: Int64
    let stage: LifecycleStage
  }

  init(_ database: Database, _ registry: String) {
    self.database = database
    self.registry = registry
  }

  /// The run of an id, in any stage.
  func key(_ id: String) throws -> Key {
    let row = try database.row(
      "SELECT id, experiment, stage FROM run WHERE registry = ? AND uuid = ?", [registry, id])
    guard let row else { throw RunStoreError.noRun(id) }
    return Key(row: row[0], id: id, experiment: row[1], stage: LifecycleStage(rawValue: row[2]) ?? .deleted)
  }

  /// The same, if it was not deleted.
  func activeKey(_ id: String) throws -> Key {
    let key = try key(id)
    guard key.stage == .active else { throw RunStoreError.inactiveRun(id) }
    return key
  }

  func create(_ new: NewRun, name: String, tags: [Tag]) throws {
    let experiment = try ExperimentTable(database, registry).activeKey(new.experiment)
    guard try database.row("SELECT 1 FROM run WHERE registry = ? AND uuid = ?", [registry, new.id]) == nil else {
      throw RunStoreError(.alreadyExists, "Run with id=\(new.id) already exists")
    }
    try database.run(
      """
      INSERT INTO run (registry, uuid, experiment, name, user, status, started, artifactURI, stage)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        registry, new.id, experiment.row, name, new.user, RunStatus.running.rawValue, new.started,
        "\(experiment.artifactLocation)/\(new.id)/artifacts", LifecycleStage.active.rawValue,
      ])
    let row = database.lastInsertedRowID
    for tag in tags { try write(tag, to: row) }
  }

  func update(_ key: Key, _ update: RunUpdate) throws {
    if let status = update.status {
      try database.run("UPDATE run SET status = ? WHERE id = ?", [status.rawValue, key.row])
    }
    if let ended = update.ended { try database.run("UPDATE run SET ended = ? WHERE id = ?", [ended, key.row]) }
    if let name = update.name { try set(Tag(Tag.runName, name), of: key) }
  }

  func move(_ key: Key, to stage: LifecycleStage, now: Int64?) throws {
    try database.run("UPDATE run SET stage = ?, deleted = ? WHERE id = ?", [stage.rawValue, now, key.row])
  }

  /// Sets a tag, and the name that it may mirror; a run always has a name.
  func set(_ tag: Tag, of key: Key) throws {
    if tag.key == Tag.runName {
      guard !tag.value.isEmpty else { return }
      try database.run("UPDATE run SET name = ? WHERE id = ?", [tag.value, key.row])
    }
    try write(tag, to: key.row)
  }

  private func write(_ tag: Tag, to row: Int64) throws {
    try database.run("INSERT OR REPLACE INTO runTag VALUES (?, ?, ?)", [row, tag.key, tag.value])
  }

  func recordModel(_ json: String, of key: Key) throws {
    let old: String? = try database.row(
      "SELECT value FROM runTag WHERE run = ? AND key = ?", [key.row, Tag.modelHistory])?[0]
    let rest = old.flatMap { $0.hasSuffix("]") ? $0.dropLast() + ", " : nil } ?? "["
    let list = rest + json + "]"
    try TextLimit.check(list, "value", atMost: Tag.valueLimit)
    try write(Tag(Tag.modelHistory, list), to: key.row)
  }

  func deleteTag(_ tag: String, of key: Key) throws {
    try database.run("DELETE FROM runTag WHERE run = ? AND key = ?", [key.row, tag])
    guard database.changesCount > 0 else {
      throw RunStoreError(.notFound, "No tag with name: \(tag) in run with id \(key.id)")
    }
  }

  // MARK: Parameters

  func add(_ parameter: Parameter, to key: Key) throws {
    guard let old = try write(parameter, to: key) else { return }
    throw RunStoreError.invalid(
      "Changing param values is not allowed. Param with key='\(parameter.key)' was already logged with value='\(old)' "
        + "for run ID='\(key.id)'. Attempted logging new value '\(parameter.value)'.")
  }

  func add(_ parameters: [Parameter], to key: Key) throws {
    var changed: [String] = []
    for parameter in parameters {
      guard let old = try write(parameter, to: key) else { continue }
      let values = [("key", parameter.key), ("old_value", old), ("new_value", parameter.value)]
      changed.append("{" + values.map { "'\($0)': \(PythonLiteral.text($1))" }.joined(separator: ", ") + "}")
    }
    guard !changed.isEmpty else { return }
    throw RunStoreError.invalid(
      "Changing param values is not allowed. Params were already logged='\(PythonLiteral.list(changed))' "
        + "for run ID='\(key.id)'.")
  }

  /// - Returns: the value that the parameter has instead; nil if it has this one.
  private func write(_ parameter: Parameter, to key: Key) throws -> String? {
    try database.run("INSERT OR IGNORE INTO runParameter VALUES (?, ?, ?)", [key.row, parameter.key, parameter.value])
    guard database.changesCount == 0 else { return nil }
    let old = try database.row("SELECT value FROM runParameter WHERE run = ? AND key = ?", [key.row, parameter.key])
    return (old?[0] as String?).flatMap { $0 == parameter.value ? nil : $0 }
  }
}
