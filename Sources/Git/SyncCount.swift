private import Synchronization

/// How often this process waited for the disk, as far as it asked for it itself: SQLite's and libgit2's own are not among them.
package enum SyncCount {
  private static let count = Atomic(0)

  package static var value: Int { count.load(ordering: .relaxed) }

  package static func add() { count.add(1, ordering: .relaxed) }
}
