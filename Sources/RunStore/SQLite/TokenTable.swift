internal import GRDB

/// The tokens of a server, of all its registries.
struct TokenTable {
  let database: Database

  init(_ database: Database) { self.database = database }

  static let schema = """
    CREATE TABLE token (
      id TEXT PRIMARY KEY,
      digest TEXT NOT NULL UNIQUE,
      member TEXT NOT NULL,
      scope TEXT NOT NULL,
      created INTEGER NOT NULL,
      expires INTEGER,
      lastUsed INTEGER,
      revoked INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tokenRegistry (
      token TEXT NOT NULL REFERENCES token ON DELETE CASCADE,
      registry TEXT NOT NULL,
      PRIMARY KEY (token, registry)
    ) STRICT, WITHOUT ROWID;
    """

  func add(_ token: AccessToken, digest: String) throws {
    try database.run(
      "INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      [
        token.id, digest, token.member, token.scope.rawValue, token.created, token.expires, token.lastUsed,
        token.revoked,
      ])
    for registry in Set(token.registries) {
      try database.run("INSERT INTO tokenRegistry VALUES (?, ?)", [token.id, registry])
    }
  }

  func token(where condition: Condition, _ value: String) throws -> AccessToken? {
    try tokens("WHERE \(condition.rawValue) = ?", [value]).first
  }

  enum Condition: String { case id, digest }

  func all() throws -> [AccessToken] { try tokens("ORDER BY created, id", []) }

  private func tokens(_ rest: String, _ arguments: [String]) throws -> [AccessToken] {
    let columns = "SELECT id, member, scope, created, expires, lastUsed, revoked FROM token"
    return try database.map("\(columns) \(rest)", arguments) { row in
      AccessToken(
        id: row[0], member: row[1], scope: AccessToken.Scope(rawValue: row[2]) ?? .read, created: row[3],
        expires: row[4], lastUsed: row[5], revoked: row[6])
    }.map { token in
      let registries: [String] = try database.map(
        "SELECT registry FROM tokenRegistry WHERE token = ? ORDER BY registry", [token.id]
      ) { $0[0] }
      return AccessToken(
        id: token.id, member: token.member, scope: token.scope, registries: registries, created: token.created,
        expires: token.expires, lastUsed: token.lastUsed, revoked: token.revoked)
    }
  }

  func revoke(_ id: String, now: Int64) throws {
    guard try token(where: .id, id) != nil else { throw Self.none(id) }
    try database.run("UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL", [now, id])
  }

  func noteUse(of id: String, now: Int64) throws {
    try database.run("UPDATE token SET lastUsed = ? WHERE id = ?", [now, id])
  }

  static func none(_ id: String) -> RunStoreError { RunStoreError(.notFound, "there is no token '\(id)'") }
}
