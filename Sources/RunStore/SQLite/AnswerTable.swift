internal import GRDB

/// What requests were answered in the last ten minutes.
struct AnswerTable {
  let database: Database
  let registry: String

  init(_ database: Database, _ registry: String) {
    self.database = database
    self.registry = registry
  }

  func answer(to request: RequestKey, now: Int64) throws -> String? {
    try database.row(
      "SELECT answer FROM answer WHERE registry = ? AND principal = ? AND digest = ? AND time > ?",
      [registry, request.principal, request.digest, now - RequestKey.lifetime])?[0]
  }

  func forget(_ request: RequestKey) throws {
    try database.run(
      "DELETE FROM answer WHERE registry = ? AND principal = ? AND digest = ?",
      [registry, request.principal, request.digest])
  }

  /// Notes an answer, and forgets those that are too old.
  func remember(_ answer: RememberedAnswer) throws {
    try database.run("DELETE FROM answer WHERE time <= ?", [answer.time - RequestKey.lifetime])
    try database.run(
      "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)",
      [registry, answer.request.principal, answer.request.digest, answer.answer, answer.time])
  }
}
