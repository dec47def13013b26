import Manifests

/// Gives versions their numbers, in the order in which they come.
struct OrdinalWriter {
  private let database: Database
  private var folders: [FolderChanges.Folder: Int64] = [:]
  private var highest: [Int64: Int64] = [:]

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

  /// - Parameter versions: that a commit brought, lowest first; those that were there once keep their numbers.
  mutating func put(
    _ versions: [SemanticVersion], of model: ModelName, at position: Int64
  ) throws(DatabaseError) {
    let id = try folder(FolderChanges.Folder(registry: model.registry, model: model.model))
    var value: Int64
    if let known = highest[id] {
      value = known
    } else {
      value = try number("SELECT coalesce(max(value), 0) FROM ordinal WHERE folder = ?", [.integer(id)])
    }
    for version in versions {
      let name = DatabaseValue.text("\(version)")
      let known = try number("SELECT count(*) FROM ordinal WHERE folder = ? AND version = ?", [.integer(id), name])
      guard known == 0 else { continue }
      value += 1
      try database.statement("INSERT INTO ordinal VALUES(?, ?, ?, ?)").run([
        .integer(id), name, .integer(value), .integer(position),
      ])
    }
    highest[id] = value
  }

  private func number(_ sql: String, _ values: [DatabaseValue]) throws(DatabaseError) -> Int64 {
    let rows = try database.statement(sql)
    defer { rows.reset() }
    try rows.bind(values)
    return try rows.step() ? rows.integer(0) : 0
  }
}
