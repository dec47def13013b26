import CSQLite

/// What SQLite answered instead of doing what it was asked.
///
/// Source: https://sqlite.org/rescode.html
package struct DatabaseError: Error, Hashable, CustomStringConvertible {
  /// The primary result code.
  let code: Int32
  let message: String

  /// True if the file is not a catalog, or is damaged.
  package var isDamage: Bool {
    [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_ERROR, SQLITE_SCHEMA].contains(code)
  }

  /// True if a limit of steps ended it.
  var isLimit: Bool { code == SQLITE_INTERRUPT }

  package var description: String { message }
}
