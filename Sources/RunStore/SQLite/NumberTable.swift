internal import GRDB

/// The numbers of names, by space.
struct NumberTable {
  let database: Database
  let space: String

  init(_ database: Database, _ space: String) {
    self.database = database
    self.space = space
  }

  static let schema = """
    CREATE TABLE number (
      space TEXT NOT NULL,
      name TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (space, name),
      UNIQUE (space, number)
    ) STRICT, WITHOUT ROWID;
    """

  func number(of name: String) throws -> Int64? {
    try database.row("SELECT number FROM number WHERE space = ? AND name = ?", [space, name])?[0]
  }

  func name(of number: Int64) throws -> String? {
    try database.row("SELECT name FROM number WHERE space = ? AND number = ?", [space, number])?[0]
  }

  func all() throws -> [String: Int64] {
    let rows: [(String, Int64)] = try database.map("SELECT name, number FROM number WHERE space = ?", [space]) {
      ($0[0], $0[1])
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// The highest number that was given.
  func last() throws -> Int64 {
    try database.row("SELECT max(number) FROM number WHERE space = ?", [space])?[0] as Int64? ?? 0
  }

  func add(_ name: String, _ number: Int64) throws {
    try database.run("INSERT INTO number VALUES (?, ?, ?)", [space, name, number])
  }

  func set(_ number: Int64, of name: String) throws {
    if let other = try self.name(of: number), other != name {
      throw RunStoreError(.alreadyExists, "number \(number) is that of '\(other)'")
    }
    try database.run("INSERT OR REPLACE INTO number VALUES (?, ?, ?)", [space, name, number])
  }
}
