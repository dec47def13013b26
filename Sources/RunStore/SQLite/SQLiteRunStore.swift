internal import GRDB
private import Synchronization

/// Runs in one SQLite file.
///
/// Writers are gathered by ``GroupCommit``; readers have connections of their own, and see what was acknowledged before they began. SQLite
/// runs on GRDB's threads, so that no task and no event loop waits for a disk.
package final class SQLiteRunStore: RunStore {
  private let path: String
  private let pool: DatabasePool
  private let commits: GroupCommit
  private let prepared = Mutex<Set<String>>([])

  /// Connections that read at the same time.
  private static let readers = 4

  /// Opens a store, and makes it if there is none.
  ///
  /// - Throws: `own` if the file is damaged, something else's, or from a newer version: it is left as it is.
  package init(at path: String) throws(RunStoreError) {
    self.path = path
    do {
      if try !StoreFile.exists(path) { try StoreFile.make(path) }
      try StoreFile.check(path)
      var configuration = Configuration()
      configuration.maximumReaderCount = Self.readers
      configuration.label = "run-store"
      // `git registry token` writes beside a server that runs.
      configuration.busyMode = .timeout(10)
      configuration.prepareDatabase { LikeFunction.add(to: $0) }
      pool = try DatabasePool(path: path, configuration: configuration)
      // The pool has set NORMAL, with which a power cut takes what was acknowledged.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try Schema.migrator.migrate(pool)
    } catch {
      throw RunStoreError(error, at: path)
    }
    commits = GroupCommit(pool, path: path)
  }

  /// Closes the file. What comes later is refused.
  package func close() throws(RunStoreError) {
    do { try pool.close() } catch { throw RunStoreError(error, at: path) }
  }

  func write<Value: Sendable>(
    isSynced: Bool = true, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(RunStoreError) -> Value {
    try await commits.write(isSynced: isSynced, body)
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(RunStoreError) -> Value {
    let path = path
    let result: Result<Value, RunStoreError> = await withCheckedContinuation { continuation in
      pool.asyncRead { database in
        continuation.resume(
          returning: Result { try body(database.get()) }.mapError { RunStoreError($0, at: path) })
      }
    }
    return try result.get()
  }

  package func prepare(_ registry: String, now: Int64) async throws(RunStoreError) {
    guard prepared.withLock({ !$0.contains(registry) }) else { return }
    try await write { try ExperimentTable($0, registry).makeDefault(now: now) }
    prepared.withLock { _ = $0.insert(registry) }
  }
}
