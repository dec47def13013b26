internal import GRDB

extension Database {
  /// Runs a statement that is made once and kept.
  func run(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?]) throws {
    try cachedStatement(sql: sql).execute(arguments: Self.checked(arguments))
  }

  /// The first row of a query; nil if there is none.
  func row(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?]) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: Self.checked(arguments))
  }

  /// Calls a closure with each row, which is good for that call only.
  func each(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?], _ body: (Row) throws -> Void) throws {
    let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: Self.checked(arguments))
    while let row = try rows.next() { try body(row) }
  }

  /// What a closure makes of each row.
  func map<Value>(
    _ sql: String, _ arguments: [(any DatabaseValueConvertible)?], _ body: (Row) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    try each(sql, arguments) { values.append(try body($0)) }
    return values
  }

  /// GRDB hands texts to SQLite up to their first NUL: what came back would not be what was given.
  static func checked(_ arguments: [(any DatabaseValueConvertible)?]) throws -> StatementArguments {
    for case let text as String in arguments where text.utf8.contains(0) {
      throw RunStoreError.invalid("A text has the character U+0000, which cannot be stored. Send it without.")
    }
    return StatementArguments(arguments)
  }
}
