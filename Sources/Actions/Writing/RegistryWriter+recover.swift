import Blobs
import Git

extension RegistryWriter {
  /// Clears up after processes that were killed: index and work tree of a clone follow the branch, and temporary files of objects and of
  /// content go, the latter unless an import is under way.
  ///
  /// A command does the first before each commit; a server does all of it when it starts.
  package func recover() throws {
    let lock = try RefLock(in: repository)
    defer { lock.unlock() }
    try Checkout(of: repository)?.finish()
    repository.removeUnfinishedObjects(under: lock)
    guard let alone = try ImportLock(in: repository, as: .collector) else { return }
    let store = try LFSStore(of: repository)
    // Of a store that other repositories use too, nobody knows here who is at work.
    if !store.isOutside(of: repository) {
      for file in try store.leftovers(olderThan: 0, at: .max) { try store.remove(file) }
    }
    withExtendedLifetime(alone) {}
  }
}
