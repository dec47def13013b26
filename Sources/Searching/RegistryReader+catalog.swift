package import Actions
package import Catalog
import Git
package import RegistryStore

extension RegistryReader {
  /// The catalog of this snapshot; nil if there can be none now.
  ///
  /// - Parameter isKept: true for what HEAD has.
  package func catalog(isKept: Bool) throws -> Catalog? {
    let path = repository.gitDirectory
    return try Catalog.open(of: snapshot, isKept: isKept) { () throws(GitError) in try Repository.open(at: path) }
  }

  /// The versions' ordinals, by the first parents of HEAD if this commit is one of them.
  package func ordinals() throws -> Ordinals {
    let head = try repository.headCommit().id
    return Ordinals(
      at: commit.id, of: repository, HistoryCatalog.open(of: repository, to: head))
  }

  /// What happened up to this commit, quicker where a catalog of history knows it.
  ///
  /// - Parameter isKept: true for what HEAD has.
  package func history(isKept: Bool) throws -> History {
    guard isKept else { return try history() }
    return try history { HistoryCatalog.open(of: repository, to: commit.id) }
  }
}
