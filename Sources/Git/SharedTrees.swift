import Synchronization

/// Folders that the handles of one pool have read or written lately: a commit's reader comes right after its writer, and a model of 2,000
/// versions is a tree object of 80 KB, which each of them would inflate. That was a tenth of making a version.
///
/// A tree is what its name says, so none of them can be stale.
package final class SharedTrees: Sendable {
  private struct State {
    var (last, now): ([ObjectID: Tree], [ObjectID: Tree]) = ([:], [:])
    var bytes = 0

    mutating func remember(_ tree: Tree, as id: ObjectID) {
      guard now.updateValue(tree, forKey: id) == nil else { return }
      bytes += tree.bytes.count
      if bytes > SharedTrees.bytesAtOnce { (last, now, bytes) = (now, [:], 0) }
    }
  }

  private let state = Mutex(State())

  /// Twice as many are kept at most. A larger one is read where it is asked for.
  private static let bytesAtOnce = 4 << 20

  package init() {}

  func tree(_ id: ObjectID) -> Tree? {
    state.withLock { state in
      if let known = state.now[id] { return known }
      guard let known = state.last[id] else { return nil }
      state.remember(known, as: id)
      return known
    }
  }

  func remember(_ tree: Tree, as id: ObjectID) {
    guard tree.bytes.count <= Self.bytesAtOnce else { return }
    state.withLock { $0.remember(tree, as: id) }
  }
}
