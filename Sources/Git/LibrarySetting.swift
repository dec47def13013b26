import Synchronization

/// Settings that libgit2 has once for the whole process, where a handle needs another value for one call: who changes one holds its
/// lock until it is back.
enum LibrarySetting {
  static let syncsReferences = Mutex(())
  static let checksOwner = Mutex(())
}
