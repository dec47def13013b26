internal import GRDB

/// The experiments of a registry.
struct ExperimentTable {
  let database: Database
  let registry: String

  /// A row's own number, with what says whether it may be changed.
  struct Key {
    let row: Int64
    let number: Int64
    let stage: LifecycleStage
    let artifactLocation: String
  }

  init(_ database: Database, _ registry: String) {
    self.database = database
    self.registry = registry
  }

  /// Makes experiment 0 if there is none.
  func makeDefault(now: Int64) throws {
    guard try key(number: 0) == nil else { return }
    try insert(NewExperiment(name: Experiment.defaultName), number: 0, now: now)
  }

  /// - Returns: the new one's number.
  func create(_ new: NewExperiment, now: Int64) throws -> Int64 {
    guard try number(named: new.name) == nil else {
      throw RunStoreError(.alreadyExists, "Experiment(name=\(new.name)) already exists.")
    }
    // 0 is kept for Default.
    let last = try database.row("SELECT max(number) FROM experiment WHERE registry = ?", [registry])?[0] as Int64?
    let number = (last ?? 0) + 1
    try insert(new, number: number, now: now)
    return number
  }

  private func insert(_ new: NewExperiment, number: Int64, now: Int64) throws {
    try database.run(
      "INSERT INTO experiment (registry, number, name, artifactLocation, stage, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?)",
      [
        registry, number, new.name, new.artifactLocation ?? "mlflow-artifacts:/\(number)",
        LifecycleStage.active.rawValue, now, now,
      ])
    let row = database.lastInsertedRowID
    for tag in new.tags { try set(tag, of: row) }
  }

  func set(_ tag: Tag, of row: Int64) throws {
    try database.run("INSERT OR REPLACE INTO experimentTag VALUES (?, ?, ?)", [row, tag.key, tag.value])
  }

  func number(named name: String) throws -> Int64? {
    try database.row("SELECT number FROM experiment WHERE registry = ? AND name = ?", [registry, name])?[0]
  }

  private func key(number: Int64) throws -> Key? {
    try database.row(
      "SELECT id, stage, artifactLocation FROM experiment WHERE registry = ? AND number = ?", [registry, number]
    ).map {
      Key(
        row: $0[0], number: number, stage: LifecycleStage(rawValue: $0[1]) ?? .deleted, artifactLocation: $0[2])
    }
  }

  /// The experiment of an id; an empty one is that of Default.
  func key(_ id: String) throws -> Key {
    let number = try Self.number(id)
    guard let key = try key(number: number) else { throw RunStoreError.noExperiment("\(number)") }
    return key
  }

  /// The same, if it was not deleted.
  func activeKey(_ id: String) throws -> Key {
    let key = try key(id)
    guard key.stage == .active else { throw RunStoreError.inactiveExperiment("\(key.number)") }
    return key
  }

  static func number(_ id: String) throws(RunStoreError) -> Int64 {
    guard let number = id.isEmpty ? 0 : Int64(id) else {
      throw .invalid("Invalid experiment ID '\(id)'. Experiment ID must be a valid integer.")
    }
    return number
  }

  static func numbers(_ ids: [String]) throws(RunStoreError) -> [Int64] {
    var numbers: [Int64] = []
    for id in ids { numbers.append(try number(id)) }
    return numbers
  }

  /// The rows of those numbers that there are.
  func rows(_ numbers: [Int64]) throws -> [Int64] {
    try database.map(
      "SELECT id FROM experiment WHERE registry = ? AND number \(inList)", [registry, numbers.jsonList]
    ) { $0[0] }
  }

  /// The experiments of some rows, in their order.
  func experiments(_ rows: [Int64]) throws -> [Experiment] {
    let list = rows.jsonList
    let tags = try database.tags("SELECT experiment, key, value FROM experimentTag WHERE experiment \(inList)", list)
    var found: [Int64: Experiment] = [:]
    try database.each(
      "SELECT id, number, name, artifactLocation, stage, created, updated FROM experiment WHERE id \(inList)", [list]
    ) { row in
      let id: Int64 = row[0]
      let number: Int64 = row[1]
      found[id] = Experiment(
        id: "\(number)", name: row[2], artifactLocation: row[3], stage: LifecycleStage(rawValue: row[4]) ?? .deleted,
        created: row[5], updated: row[6], tags: tags[id] ?? [])
    }
    return rows.compactMap { found[$0] }
  }

  func experiment(_ id: String) throws -> Experiment {
    guard let experiment = try experiments([try key(id).row]).first else { throw RunStoreError.noExperiment(id) }
    return experiment
  }

  /// Moves an experiment and its runs to another stage.
  func move(_ id: String, from: LifecycleStage, to stage: LifecycleStage, now: Int64) throws {
    let key = try key(id)
    guard key.stage == from else { throw RunStoreError.noExperiment("\(key.number)") }
    try database.run("UPDATE experiment SET stage = ?, updated = ? WHERE id = ?", [stage.rawValue, now, key.row])
    try database.run(
      "UPDATE run SET stage = ?, deleted = ? WHERE experiment = ?",
      [stage.rawValue, stage == .deleted ? now : nil, key.row])
  }
}
