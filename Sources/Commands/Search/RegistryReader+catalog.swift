import Actions
import Catalog
import Git

extension RegistryReader {
  /// The catalog of this snapshot; nil if there can be none now.
  ///
  /// - Parameter isKept: true for what HEAD has.
  func catalog(isKept: Bool) throws -> Catalog? {
    let path = repository.gitDirectory
    return try Catalog.open(of: snapshot, isKept: isKept) { () throws(GitError) in try Repository.open(at: path) }
  }
}
