internal import GRDB
private import Synchronization

/// Puts what waits to be written into one transaction, so that one sync is enough for all.
///
/// A write that fails leaves nothing, and takes none of the others with it: mostly it has changed nothing yet. Where it has, all of the group is
/// done again, each with a savepoint of its own, which costs as much as writing a metric. Everyone is answered, and only once the
/// transaction is on disk, unless none of them waits for that. All of it runs on the writer's own queue.
final class GroupCommit: Sendable {
  private let pool: DatabasePool
  private let path: String
  private let queue = Mutex(Queue())

  /// The most writes of one transaction: the first of them waits for the last.
  private static let limit = 1000

  private struct Queue {
    var waiting: [Write] = []
    var isRunning = false
    /// What the database is set to; nil for not known.
    var isSynced: Bool?
  }

  private struct Write: Sendable {
    let isSynced: Bool
    let attempt: @Sendable (Database, _ inSavepoint: Bool) -> Attempt
    let refuse: @Sendable (RunStoreError) -> Void
  }

  /// A write that was done or has failed, in a transaction that may still fail.
  private struct Attempt: Sendable {
    let error: RunStoreError?
    /// True where it failed and has changed something.
    let isHalfDone: Bool
    /// Answers whoever waits, once it is known why the transaction failed, or that it did not.
    let answer: @Sendable (RunStoreError?) -> Void
  }

  init(_ pool: DatabasePool, path: String) {
    self.pool = pool
    self.path = path
  }

  /// - Parameter isSynced: false for what is answered once it is in the file, whether or not on disk.
  func write<Value: Sendable>(
    isSynced: Bool, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(RunStoreError) -> Value {
    let path = path
    let result: Result<Value, RunStoreError> = await withCheckedContinuation { continuation in
      add(
        Write(
          isSynced: isSynced,
          attempt: { database, inSavepoint in
            let before = database.totalChangesCount
            let result = Result { try inSavepoint ? Self.inSavepoint(database, body) : body(database) }
              .mapError { RunStoreError($0, at: path) }
            var error: RunStoreError?
            if case .failure(let reason) = result { error = reason }
            let isHalfDone = error != nil && !inSavepoint && database.totalChangesCount != before
            return Attempt(error: error, isHalfDone: isHalfDone) { failure in
              continuation.resume(returning: failure.map { .failure($0) } ?? result)
            }
          },
          refuse: { continuation.resume(returning: .failure($0)) }))
    }
    return try result.get()
  }

  private func add(_ write: Write) {
    let isFirst = queue.withLock { queue in
      queue.waiting.append(write)
      defer { queue.isRunning = true }
      return !queue.isRunning
    }
    if isFirst { pool.asyncWriteWithoutTransaction { database in self.work(database) } }
  }

  private func work(_ database: Database) {
    while let writes = next() { commit(writes, in: database) }
  }

  /// What waits; nil, and then nobody works, if nothing does.
  private func next() -> ArraySlice<Write>? {
    queue.withLock { queue in
      let writes = queue.waiting.prefix(Self.limit)
      queue.waiting.removeFirst(writes.count)
      queue.isRunning = !writes.isEmpty
      return writes.isEmpty ? nil : writes
    }
  }

  private struct HalfDone: Error {}

  private func commit(_ writes: ArraySlice<Write>, in database: Database) {
    if !commit(writes, in: database, eachInSavepoint: false) { _ = commit(writes, in: database, eachInSavepoint: true) }
  }

  /// - Returns: false where a write was left half done; nothing is written then, and nobody answered.
  private func commit(_ writes: ArraySlice<Write>, in database: Database, eachInSavepoint: Bool) -> Bool {
    var attempts: [Attempt] = []
    var failure: RunStoreError?
    let isSynced = writes.contains(where: \.isSynced)
    do {
      try wait(isSynced, database)
      try database.inTransaction(.immediate) {
        for write in writes {
          let attempt = write.attempt(database, eachInSavepoint)
          attempts.append(attempt)
          // A full disk can end the transaction, and with it what the others wrote.
          if !database.isInsideTransaction, let error = attempt.error { throw error }
          if attempt.isHalfDone { throw HalfDone() }
        }
        return .commit
      }
    } catch is HalfDone {
      return false
    } catch {
      failure = RunStoreError(error, at: path)
    }
    for attempt in attempts { attempt.answer(failure) }
    guard let failure else { return true }
    for write in writes.dropFirst(attempts.count) { write.refuse(failure) }
    return true
  }

  /// Decides whether the end of the next transaction waits for the disk.
  private func wait(_ isSynced: Bool, _ database: Database) throws {
    guard queue.withLock({ $0.isSynced != isSynced }) else { return }
    try database.execute(sql: "PRAGMA synchronous = \(isSynced ? "FULL" : "NORMAL")")
    queue.withLock { $0.isSynced = isSynced }
  }

  private static func inSavepoint<Value>(_ database: Database, _ body: (Database) throws -> Value) throws -> Value {
    try database.run("SAVEPOINT one", [])
    do {
      let value = try body(database)
      try database.run("RELEASE one", [])
      return value
    } catch {
      guard database.isInsideTransaction else { throw error }
      do {
        try database.run("ROLLBACK TO one", [])
        try database.run("RELEASE one", [])
      } catch {
        // Rather nothing of the group than half of a write.
        try database.rollback()
      }
      throw error
    }
  }
}
