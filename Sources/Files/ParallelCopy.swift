import Dispatch
package import Git
import Glibc
import Synchronization

/// Copies several files at once, as many as there are cores; the first failure ends it.
package struct ParallelCopy<Item: Sendable> {
  private let items: [Item]
  private let copy: @Sendable (Item) throws(GitError) -> StreamedFile.Copy

  package struct Results {
    /// In the order of the items, each with its item's index; those that were made where one failed.
    package let copies: [(index: Int, copy: StreamedFile.Copy)]
    package let failure: GitError?

    package init(copies: [(index: Int, copy: StreamedFile.Copy)], failure: GitError?) {
      self.copies = copies
      self.failure = failure
    }
  }

  package init(of items: [Item], _ copy: @escaping @Sendable (Item) throws(GitError) -> StreamedFile.Copy) {
    self.items = items
    self.copy = copy
  }

  private struct State {
    var next = 0
    package var copies: [Int: StreamedFile.Copy] = [:]
    package var failure: GitError?
  }

  package func run() -> Results {
    let state = Shared()
    let copyInTurn = { @Sendable in
      while let index = state.next(below: items.count) {
        do throws(GitError) {
          state.add(try copy(items[index]), at: index)
        } catch {
          state.fail(error)
        }
      }
    }
    if items.count > 1 {
      let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
      DispatchQueue.concurrentPerform(iterations: min(cores, items.count)) { _ in copyInTurn() }
    } else {
      copyInTurn()
    }
    return state.results
  }

  private final class Shared: Sendable {
    private let state = Mutex(State())

    func next(below count: Int) -> Int? {
      state.withLock { state in
        guard state.failure == nil, state.next < count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func add(_ copy: StreamedFile.Copy, at index: Int) { state.withLock { $0.copies[index] = copy } }

    func fail(_ error: GitError) { state.withLock { $0.failure = $0.failure ?? error } }

    var results: Results {
      state.withLock { state in
        Results(copies: state.copies.sorted { $0.key < $1.key }.map { ($0, $1) }, failure: state.failure)
      }
    }
  }
}
