import Git
import RegistryStore

/// Notes which commits each entry of the record of pushes brought.
struct RecordUpdate {
  private let database: Database
  private let repository: Repository
  private let record: ObjectID?

  /// - Parameter record: its newest commit; nil if there is none.
  init(_ database: Database, of repository: Repository, from record: ObjectID?) {
    self.database = database
    self.repository = repository
    self.record = record
  }

  private struct Push {
    let entry: ObjectID
    let new: Int64
    let old: Int64
  }

  /// - Returns: false if the entries do not follow each other as the commits do, so that ``Timeline`` has to be asked.
  func run() throws -> Bool {
    guard let record else {
      try database.run("DELETE FROM push")
      return true
    }
    // The newest one that is known may have become void since; those before it stay as they are.
    try database.run("DELETE FROM push WHERE new = (SELECT max(new) FROM push)")
    let settled = try newest()
    var cursor = RecordCursor(PushLog(of: repository), from: record, to: settled?.entry)
    var pushes: [Push] = []
    while let entry = try cursor.next() {
      guard let push = try push(entry) else { continue }
      guard push.old < push.new, pushes.last.map({ push.new <= $0.old }) ?? true else { return try irregular() }
      pushes.append(push)
    }
    if settled != nil, !cursor.hasMet {
      // The record was rewritten, and all of it read.
      try database.run("DELETE FROM push")
    } else if let settled, let last = pushes.last, settled.new > last.old {
      return try irregular()
    }
    for push in pushes {
      try database.statement("INSERT INTO push VALUES(?, ?, ?)").run([
        .integer(push.new), .integer(push.old), .text("\(push.entry)"),
      ])
    }
    return true
  }

  private func irregular() throws -> Bool {
    try database.run("DELETE FROM push")
    return false
  }

  /// Nil for an entry that brought nothing to this branch.
  private func push(_ entry: PushLog.Entry) throws -> Push? {
    guard entry.record.isPush, let new = try HistoryCatalog.position(of: entry.record.new, in: database) else {
      return nil
    }
    var old: Int64 = -1
    if let before = entry.record.old {
      old = try HistoryCatalog.position(of: before, in: database) ?? new - 1
    }
    return Push(entry: entry.commit.id, new: new, old: old)
  }

  private func newest() throws -> Push? {
    let rows = try database.statement("SELECT entry, new, old FROM push ORDER BY new DESC LIMIT 1")
    defer { rows.reset() }
    guard try rows.step(), let entry = ObjectID(hex: rows.text(0)) else { return nil }
    return Push(entry: entry, new: rows.integer(1), old: rows.integer(2))
  }
}
