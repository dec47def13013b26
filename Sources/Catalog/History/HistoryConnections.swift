import Git

/// Connections to a repository's catalog of history that are kept for the next question: to open one and to read its tables takes as long
/// as ten times what bringing it to one more commit takes. For a server; from any thread.
package final class HistoryConnections: Sendable {
  private let idle = Guarded<[Database]>([])

  /// So many at most: as many as read at once.
  private static let keptAtMost = 4

  package init() {}

  /// One that nobody uses, of the file that is there now; nil if there is none.
  func take() -> Database? {
    while let database = idle.change({ $0.popLast() }) {
      if !database.hasMoved { return database }
    }
    return nil
  }

  /// Keeps one that can write, once nobody reads what it has found.
  func keep(_ database: Database) {
    guard database.end() else { return }
    idle.change { if $0.count < Self.keptAtMost { $0.append(database) } }
  }
}
