internal import GRDB

extension SQLiteRunStore {
  package func numbers(of names: [String], in space: String, after last: Int64) async throws(RunStoreError) -> [Int64] {
    let known = try await read { database in
      let table = NumberTable(database, space)
      return try names.map { try table.number(of: $0) }
    }
    // Most were given long ago, and a write waits for the disk.
    guard known.contains(nil) else { return known.compactMap { $0 } }
    return try await write { database in
      let table = NumberTable(database, space)
      var next = max(try table.last(), last) + 1
      return try names.map { name in
        if let number = try table.number(of: name) { return number }
        try table.add(name, next)
        defer { next += 1 }
        return next
      }
    }
  }

  package func name(of number: Int64, in space: String) async throws(RunStoreError) -> String? {
    try await read { try NumberTable($0, space).name(of: number) }
  }

  package func numbers(in space: String) async throws(RunStoreError) -> [String: Int64] {
    try await read { try NumberTable($0, space).all() }
  }

  package func setNumber(_ number: Int64, of name: String, in space: String) async throws(RunStoreError) {
    try await write { try NumberTable($0, space).set(number, of: name) }
  }
}
