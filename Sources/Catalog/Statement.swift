import CSQLite

/// A prepared statement.
final class Statement {
  private let pointer: OpaquePointer
  private let handle: OpaquePointer

  /// Takes ownership of the statement; the connection outlives it.
  init(_ pointer: OpaquePointer, of handle: OpaquePointer) {
    self.pointer = pointer
    self.handle = handle
  }

  deinit { sqlite3_finalize(pointer) }

  /// Gives the parameters their values, in order from the first.
  func bind(_ values: [DatabaseValue]) throws(DatabaseError) {
    for (index, value) in values.enumerated() { try bind(Int32(index + 1), value) }
  }

  /// Gives a parameter its value; the first one's place is 1.
  func bind(_ place: Int32, _ value: DatabaseValue) throws(DatabaseError) {
    switch value {
    case .null: try bindNull(place)
    case .integer(let value): try bind(place, value)
    case .number(let value): try bind(place, value)
    case .text(let text): try bind(place, text)
    case .bytes(let bytes): try bind(place, bytes)
    }
  }

  private func bindNull(_ place: Int32) throws(DatabaseError) { try check(sqlite3_bind_null(pointer, place)) }

  func bind(_ place: Int32, _ value: Int64?) throws(DatabaseError) {
    guard let value else { return try bindNull(place) }
    try check(sqlite3_bind_int64(pointer, place, value))
  }

  func bind(_ place: Int32, _ text: String?) throws(DatabaseError) {
    guard var text else { return try bindNull(place) }
    let code = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text64(pointer, place, $0.baseAddress, UInt64($0.count), csqlite_transient(), UInt8(SQLITE_UTF8))
      }
    }
    try check(code)
  }

  func bind(_ place: Int32, _ value: Double) throws(DatabaseError) {
    try check(sqlite3_bind_double(pointer, place, value))
  }

  func bind(_ place: Int32, _ bytes: [UInt8]?) throws(DatabaseError) {
    guard let bytes else { return try bindNull(place) }
    try check(sqlite3_bind_blob64(pointer, place, bytes, UInt64(bytes.count), csqlite_transient()))
  }

  /// - Returns: true if there is a row to read.
  func step() throws(DatabaseError) -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      let error = DatabaseError(code: code & 0xff, message: String(cString: sqlite3_errmsg(handle)))
      sqlite3_reset(pointer)
      throw error
    }
  }

  /// Runs a statement without rows.
  func run(_ values: [DatabaseValue]) throws(DatabaseError) {
    try bind(values)
    try run()
  }

  /// Runs a statement without rows, whose parameters have their values.
  func run() throws(DatabaseError) {
    _ = try step()
    sqlite3_reset(pointer)
  }

  /// Makes it ready to be run again.
  func reset() { sqlite3_reset(pointer) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }
  func number(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

  func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

  /// Looks at bytes where they lie; at none for null.
  func withBytes<Value, Failure>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let bytes = sqlite3_column_blob(pointer, column)
    return try body(
      UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(sqlite3_column_bytes(pointer, column))))
  }

  func text(_ column: Int32) -> String {
    guard let text = sqlite3_column_text(pointer, column) else { return "" }
    return String(
      decoding: UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(pointer, column))), as: UTF8.self)
  }

  private func check(_ code: Int32) throws(DatabaseError) {
    guard code == SQLITE_OK else {
      throw DatabaseError(code: code & 0xff, message: String(cString: sqlite3_errmsg(handle)))
    }
  }
}
