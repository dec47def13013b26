import GRDB

@testable import RunStore

extension SQLiteRunStore {
  /// The answer of a pragma on the connection that writes.
  func integer(_ sql: String) async throws -> Int { try await write { try Int.fetchOne($0, sql: sql) ?? -1 } }

  func text(_ sql: String) async throws -> String? { try await write { try String.fetchOne($0, sql: sql) } }
}
