import CSQLite
import Glibc
import Manifests

/// One connection to an SQLite file. Belongs to one thread.
///
/// The C interface and no library on top of it: GRDB in the same program would be 48 MB and half of a start's instructions more.
final class Database {
  private let handle: OpaquePointer
  /// Statements by their text, each made once.
  private var statements: [String: Statement] = [:]
  private var stepsLeft: UnsafeMutablePointer<Int>?

  enum Access { case reading, writing, making }

  init(_ path: String, _ access: Access) throws(DatabaseError) {
    if access == .reading { Self.takeBack(path) }
    // SQLite itself never lets the group write what it makes.
    if access == .making { close(Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)) }
    let flags =
      switch access {
      case .reading: SQLITE_OPEN_READONLY
      case .writing: SQLITE_OPEN_READWRITE
      case .making: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    _ = Self.begin
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nil)
    guard code == SQLITE_OK, let opened else {
      defer { sqlite3_close(opened) }
      throw DatabaseError(code: code & 0xff, message: opened.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory")
    }
    handle = opened
    sqlite3_busy_timeout(handle, Self.millisecondsOfWaiting)
    try defineMetrics()
    // What is read once need not be remembered: memory that was used is quicker than new one, and than mapping the file.
    if access == .reading { try run("PRAGMA cache_size = \(Self.pagesRemembered)") }
  }

  /// Takes back what a killed process had written of an update, which only who may write can. On a read-only disk reading fails then.
  private static func takeBack(_ path: String) {
    var status = stat()
    // Who writes often leaves an empty one. Where nobody may write here, reading says so.
    guard stat(path + "-journal", &status) == 0, status.st_size > 0, let writer = try? Database(path, .writing) else {
      return
    }
    _ = try? writer.integer("PRAGMA schema_version")
  }

  deinit {
    statements = [:]
    sqlite3_close_v2(handle)
    stepsLeft?.deallocate()
  }

  /// Once for the process.
  private static let begin: Void = csqlite_count_no_memory()

  private static let pagesRemembered = 128

  /// Another process writes for a moment only, unless it makes the whole catalog; then whoever asks does without.
  private static let millisecondsOfWaiting: Int32 = 2000

  /// Runs statements that have no parameters and no rows of interest.
  func run(_ sql: String) throws(DatabaseError) {
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  /// A statement, ready to be run; the same object for the same text.
  func statement(_ sql: String) throws(DatabaseError) -> Statement {
    if let known = statements[sql] { return known }
    var pointer: OpaquePointer?
    try check(sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil))
    guard let pointer else { throw DatabaseError(code: SQLITE_MISUSE, message: "no statement in '\(sql)'") }
    let statement = Statement(pointer, of: handle)
    statements[sql] = statement
    return statement
  }

  var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// The first column of the first row as an integer.
  func integer(_ sql: String) throws(DatabaseError) -> Int64? {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : nil
  }

  /// True if the file is not the one at its path any more.
  var hasMoved: Bool {
    var hasMoved: Int32 = 0
    return sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved) != SQLITE_OK || hasMoved != 0
  }

  /// Takes back a transaction, if one is under way.
  ///
  /// - Returns: false if it goes on.
  func end() -> Bool {
    if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    return sqlite3_get_autocommit(handle) != 0
  }

  func check(_ code: Int32) throws(DatabaseError) {
    guard code == SQLITE_OK else {
      throw DatabaseError(code: code & 0xff, message: String(cString: sqlite3_errmsg(handle)))
    }
  }

  /// Ends whatever runs longer from now on, with an error that is ``DatabaseError/isLimit``.
  ///
  /// - Parameter millions: of steps of SQLite's own machine; a hundred are about a second.
  func limit(toMillionsOfSteps millions: Int) {
    let left = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    left.initialize(to: millions)
    stepsLeft?.deallocate()
    stepsLeft = left
    sqlite3_progress_handler(
      handle, 1_000_000,
      { left in
        guard let left = left?.assumingMemoryBound(to: Int.self) else { return 0 }
        left.pointee -= 1
        return left.pointee < 0 ? 1 : 0
      }, left)
  }

  /// Lets SQL call `metric_of(bytes, key)`, which is a value of ``PackedMetrics``.
  private func defineMetrics() throws(DatabaseError) {
    try check(
      sqlite3_create_function_v2(
        handle, "metric_of", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nil,
        { context, _, values in
          guard let values, let start = sqlite3_value_blob(values[0]) else { return sqlite3_result_null(context) }
          let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(values[0])))
          guard let value = PackedMetrics.value(of: sqlite3_value_int64(values[1]), in: bytes) else {
            return sqlite3_result_null(context)
          }
          sqlite3_result_double(context, value)
        }, nil, nil, nil))
  }

  /// Lets SQL call `ordinal_of(id of the model, registry, model, version, its manifest's)`.
  ///
  /// - Parameter ordinals: nil if there is none but in manifests.
  func define(_ ordinals: Ordinals?) throws(DatabaseError) {
    let box = Unmanaged.passRetained(ModelOrdinals(ordinals))
    try check(
      sqlite3_create_function_v2(
        handle, "ordinal_of", 5, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, box.toOpaque(),
        { context, _, values in
          guard let values, let data = sqlite3_user_data(context) else { return sqlite3_result_null(context) }
          guard sqlite3_value_type(values[4]) == SQLITE_NULL else { return sqlite3_result_value(context, values[4]) }
          func text(_ place: Int) -> String {
            sqlite3_value_text(values[place]).map {
              String(
                decoding: UnsafeBufferPointer(start: $0, count: Int(sqlite3_value_bytes(values[place]))), as: UTF8.self)
            } ?? ""
          }
          do {
            let ordinal = try Unmanaged<ModelOrdinals>.fromOpaque(data).takeUnretainedValue().ordinal(
              of: text(3), in: sqlite3_value_int64(values[0])
            ) { ModelName(registry: text(1), model: text(2)) }
            if let ordinal {
              sqlite3_result_int64(context, Int64(ordinal))
            } else {
              sqlite3_result_null(context)
            }
          } catch {
            sqlite3_result_error(context, "history cannot be read", -1)
          }
        }, nil, nil,
        { data in
          guard let data else { return }
          Unmanaged<ModelOrdinals>.fromOpaque(data).release()
        }))
  }

  /// Lets SQL call `matches(text, index)`, which is true if the test of that number holds for a text.
  func define(_ tests: [@Sendable (String) -> Bool]) throws(DatabaseError) {
    let box = Unmanaged.passRetained(TextTests(tests))
    try check(
      sqlite3_create_function_v2(
        handle, "matches", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, box.toOpaque(),
        { context, _, values in
          guard let values, let data = sqlite3_user_data(context), let text = sqlite3_value_text(values[0]) else {
            return sqlite3_result_int(context, 0)
          }
          let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(values[0])))
          let tests = Unmanaged<TextTests>.fromOpaque(data).takeUnretainedValue().tests
          let index = Int(sqlite3_value_int64(values[1]))
          sqlite3_result_int(context, tests[index](String(decoding: bytes, as: UTF8.self)) ? 1 : 0)
        }, nil, nil,
        { data in
          guard let data else { return }
          Unmanaged<TextTests>.fromOpaque(data).release()
        }))
  }
}

private final class TextTests: Sendable {
  let tests: [@Sendable (String) -> Bool]

  init(_ tests: [@Sendable (String) -> Bool]) { self.tests = tests }
}
