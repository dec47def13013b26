internal import GRDB

/// The sessions of a server.
struct SessionTable {
  let database: Database

  init(_ database: Database) { self.database = database }

  static let schema = """
    CREATE TABLE session (
      digest TEXT PRIMARY KEY,
      claim TEXT NOT NULL,
      created INTEGER NOT NULL,
      expires INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sessionEnd ON session (expires);
    """

  func add(_ session: BrowserSession, digest: String) throws {
    try database.run(
      "INSERT INTO session VALUES (?, ?, ?, ?)", [digest, session.claim, session.created, session.expires])
  }

  func session(_ digest: String) throws -> BrowserSession? {
    try database.map("SELECT claim, created, expires FROM session WHERE digest = ?", [digest]) { row in
      BrowserSession(claim: row[0], created: row[1], expires: row[2])
    }.first
  }

  func sessions(of claim: String, at now: Int64) throws -> [(digest: String, session: BrowserSession)] {
    try database.map(
      "SELECT digest, created, expires FROM session WHERE claim = ? AND expires > ? ORDER BY created DESC, digest",
      [claim, now]
    ) { row in (row[0], BrowserSession(claim: claim, created: row[1], expires: row[2])) }
  }

  func remove(_ digest: String) throws { try database.run("DELETE FROM session WHERE digest = ?", [digest]) }

  func remove(endedBefore now: Int64) throws { try database.run("DELETE FROM session WHERE expires <= ?", [now]) }
}
