import CSQLite
import Files
package import Git
import Glibc
import RegistryStore

/// The history of HEAD's first parents, compiled into a database: which commits changed something in which model, when and by which
/// push they landed, and the versions' ordinals.
///
/// It only says at which commits to look: what is told of them is read from git. It can be thrown away at any time; nothing that judges
/// reads it. It is a file of its own beside the ``Catalog``, which knows nothing of history: `registry/history.sqlite` in the common git
/// directory, with `registry/history.lock`.
package final class HistoryCatalog {
  let database: Database
  let source: HistoryUpdate.Source
  /// What ``stop(from:about:)`` will be asked for next.
  var ahead: HistoryStops?
  /// How many are asked for at once.
  package var stopsAtOnce = 256

  /// Where the connection goes back to; nil for one that only reads, and where none is kept.
  private let connections: HistoryConnections?

  private init(_ database: Database, of source: HistoryUpdate.Source, keptIn connections: HistoryConnections? = nil) {
    self.database = database
    self.source = source
    self.connections = connections
  }

  deinit { connections?.keep(database) }

  /// Where a repository's catalog of history lies.
  package static func path(in repository: Repository) -> String {
    repository.commonDirectory + "/registry/history.sqlite"
  }

  /// The catalog of a commit's first parents and of the record of pushes, brought up to date or made first.
  ///
  /// - Parameters:
  ///   - tip: HEAD's commit.
  ///   - commits: a shorter history is not worth a catalog.
  ///   - connections: of this repository; nil where nobody will ask again.
  /// - Returns: nil if there can be none now: the clone is shallow, the disk is full or read-only, or somebody else writes. Then commits
  ///   have to be read one by one.
  package static func open(
    of repository: Repository, to tip: ObjectID, fromCommits commits: Int = 200,
    keptIn connections: HistoryConnections? = nil
  ) -> HistoryCatalog? {
    // Where parents are others than the commits say, what is known of one could change.
    guard !repository.isShallow, !FileSystem.isRegularFile(repository.commonDirectory + "/info/grafts") else {
      return nil
    }
    let path = path(in: repository)
    for isLast in [false, true] {
      do {
        let record = try repository.target(of: PushLog.name)
        let source = HistoryUpdate.Source(repository: repository, tip: tip, record: record)
        if let database = connections?.take(), try isCurrent(database, path, source) {
          return HistoryCatalog(database, of: source, keptIn: connections)
        }
        return try current(path, source) ?? updated(path, source, commits, connections)
      } catch let error as DatabaseError {
        guard error.isDamage, !isLast, let lock = try? Catalog.lock(path, in: repository) else { return nil }
        withExtendedLifetime(lock) { Catalog.removeFiles(path) }
      } catch { return nil }
    }
    return nil
  }

  // MARK: What is there

  struct State {
    var values: [String: String] = [:]

    init(of database: Database) throws(DatabaseError) {
      guard try database.integer("PRAGMA application_id") == HistorySchema.applicationID,
        try database.integer("PRAGMA user_version") == HistorySchema.version
      else { throw DatabaseError(code: SQLITE_NOTADB, message: "not a catalog of this program") }
      let rows = try database.statement("SELECT name, value FROM state")
      defer { rows.reset() }
      while try rows.step() { values[rows.text(0)] = rows.text(1) }
      guard let boot = values["boot"], boot == "" || boot == Catalog.boot else {
        throw DatabaseError(code: SQLITE_NOTADB, message: "written before the machine started")
      }
    }

    var isRegular: Bool { values["pushes"] == "regular" }

    func isOf(_ source: HistoryUpdate.Source) -> Bool {
      values["tip"] == "\(source.tip)" && values["record"] == source.record.map { "\($0)" } ?? ""
    }
  }

  private static func current(
    _ path: String, _ source: HistoryUpdate.Source
  ) throws(DatabaseError) -> HistoryCatalog? {
    guard FileSystem.isRegularFile(path), !FileSystem.isLink(path) else { return nil }
    let database = try Database(path, .reading)
    return try State(of: database).isOf(source) ? HistoryCatalog(database, of: source) : nil
  }

  // MARK: Bringing it up to date

  /// Brings a catalog up to date by a connection that was kept.
  ///
  /// - Returns: false if somebody else writes, or has put another file in its place: then it is opened anew.
  private static func isCurrent(_ database: Database, _ path: String, _ source: HistoryUpdate.Source) throws -> Bool {
    if try State(of: database).isOf(source) { return true }
    // Whoever replaces the file holds the lock; a journal of the old one beside the new would be played back into it.
    guard let lock = try? Catalog.lock(path, in: source.repository), !database.hasMoved else { return false }
    try withExtendedLifetime(lock) { try bring(database, to: source) }
    return true
  }

  private static func updated(
    _ path: String, _ source: HistoryUpdate.Source, _ commits: Int, _ connections: HistoryConnections?
  ) throws -> HistoryCatalog? {
    guard FileSystem.isRegularFile(path), !FileSystem.isLink(path) else { return try made(path, source, commits) }
    guard let lock = try? Catalog.lock(path, in: source.repository) else { return nil }
    defer { withExtendedLifetime(lock) {} }
    let database = try Database(path, .writing)
    // A server writes a hundred times a second: see `LooseReferenceMove` for what a file that comes and goes costs.
    try database.run("PRAGMA synchronous = OFF" + (connections == nil ? "" : "; PRAGMA journal_mode = TRUNCATE"))
    try bring(database, to: source)
    return HistoryCatalog(database, of: source, keptIn: connections)
  }

  /// Who calls this holds the lock.
  private static func bring(_ database: Database, to source: HistoryUpdate.Source) throws {
    try database.run("BEGIN IMMEDIATE")
    // Somebody else may have done it meanwhile.
    if try !State(of: database).isOf(source) {
      try HistoryUpdate(database, of: source).run()
      try database.statement("INSERT OR REPLACE INTO state VALUES('boot', ?)").run([.text(Catalog.boot)])
    }
    try database.run("COMMIT")
  }

  /// Made in a file of its own that takes its place once it is whole.
  private static func made(
    _ path: String, _ source: HistoryUpdate.Source, _ commits: Int
  ) throws -> HistoryCatalog? {
    let repository = source.repository
    // Most repositories are too small for one: nothing is written then.
    guard try source.hasCommits(commits) else { return nil }
    try repository.making { () throws(GitError) in
      try FileSystem.makeFolder(repository.commonDirectory + "/registry", isSynced: false)
    }
    guard let lock = try? Catalog.lock(path, in: repository) else { return nil }
    defer { withExtendedLifetime(lock) {} }
    let temporary = path + CatalogBuild.suffix
    Catalog.removeFiles(temporary)
    do {
      try write(temporary, source)
      try FileSystem.sync(temporary)
      Catalog.removeFiles(path)
      try FileSystem.publish(temporary, as: path, isSynced: false)
    } catch {
      Catalog.removeFiles(temporary)
      return nil
    }
    return try current(path, source)
  }

  private static func write(_ temporary: String, _ source: HistoryUpdate.Source) throws {
    let database = try source.repository.making { () throws(GitError) -> Result<Database, DatabaseError> in
      Result { () throws(DatabaseError) in try Database(temporary, .making) }
    }.get()
    try database.run(
      """
      PRAGMA application_id = \(HistorySchema.applicationID); PRAGMA user_version = \(HistorySchema.version);
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;
      BEGIN; \(HistorySchema.tables) INSERT INTO state VALUES('boot', '');
      """)
    try HistoryUpdate(database, of: source).run()
    try database.run("COMMIT; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = DELETE")
  }

  // MARK: Positions

  /// The position of a commit; nil if it is not on the first parents.
  static func position(of id: ObjectID, in database: Database) throws(DatabaseError) -> Int64? {
    let rows = try database.statement("SELECT position FROM step WHERE id = ?")
    defer { rows.reset() }
    try rows.bind([.text("\(id)")])
    return try rows.step() ? rows.integer(0) : nil
  }

  /// The commit at a position that is known.
  static func id(at position: Int64, in database: Database) throws(DatabaseError) -> ObjectID {
    let rows = try database.statement("SELECT id FROM step WHERE position = ?")
    defer { rows.reset() }
    try rows.bind([.integer(position)])
    guard try rows.step(), let id = ObjectID(hex: rows.text(0)) else {
      throw noCommit(at: position)
    }
    return id
  }

  static func noCommit(at position: Int64) -> DatabaseError {
    DatabaseError(code: SQLITE_CORRUPT, message: "no commit at \(position)")
  }
}
