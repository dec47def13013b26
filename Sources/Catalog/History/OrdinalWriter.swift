import Manifests

/// Gives versions their numbers, in the order in which they come.
struct OrdinalWriter {
  private let database: Database
  private var folders: [FolderChanges.Folder: Int64] = [:]
  private var counts: [Int64: OrdinalCount] = [:]

  init(_ database: Database) { self.database = database }

  /// The id of a folder.
  mutating func folder(_ folder: FolderChanges.Folder) throws(DatabaseError) -> Int64 {
    if let known = folders[folder] { return known }
    let names: [DatabaseValue] = [.text(folder.registry), .text(folder.model)]
    try database.statement("INSERT OR IGNORE INTO folder(registry, model) VALUES(?, ?)").run(names)
    let find = try database.statement("SELECT id FROM folder WHERE registry = ? AND model = ?")
    defer { find.reset() }
    try find.bind(names)
    let id = try find.step() ? find.integer(0) : 0
    folders[folder] = id
    return id
  }

  /// Notes what a commit did to a model's versions.
  mutating func put(
    _ versions: [FolderChanges.Version], of model: ModelName, at position: Int64
  ) throws(DatabaseError) {
    let id = try folder(FolderChanges.Folder(registry: model.registry, model: model.model))
    var count =
      if let known = counts[id] {
        known
      } else {
        OrdinalCount(
          highest: try number("SELECT coalesce(max(value), 0) FROM ordinal WHERE folder = ?", [.integer(id)]))
      }
    let taken = try count.take(versions) { number throws(DatabaseError) in
      try self.number(
        "SELECT count(*) FROM ordinal WHERE folder = ? AND version = ?", [.integer(id), .text("\(number)")]) > 0
    }
    // What was given later is noted behind what the version had: the first row is its ordinal, and the highest of all counts.
    let given = versions.compactMap { version in version.ordinal.map { (number: version.number, ordinal: $0) } }
    for (number, ordinal) in taken + given {
      try database.statement("INSERT OR IGNORE INTO ordinal VALUES(?, ?, ?, ?)").run([
        .integer(id), .text("\(number)"), .integer(position), .integer(ordinal),
      ])
    }
    for version in versions where !version.isNew {
      try database.statement("INSERT OR IGNORE INTO edited VALUES(?, ?, ?)").run([
        .integer(id), .text("\(version.number)"), .integer(position),
      ])
    }
    counts[id] = count
  }

  private func number(_ sql: String, _ values: [DatabaseValue]) throws(DatabaseError) -> Int64 {
    let rows = try database.statement(sql)
    defer { rows.reset() }
    try rows.bind(values)
    return try rows.step() ? rows.integer(0) : 0
  }
}
