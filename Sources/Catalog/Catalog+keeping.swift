import CSQLite
import Files
package import Git

extension Catalog {
  /// What is wrong with the catalog of a repository, in a phrase; nil if it is sound or not there.
  ///
  /// A damaged one is noticed where it is read; this reads all of it.
  package static func problem(in repository: Repository) -> String? {
    let path = path(in: repository)
    guard FileSystem.exists(path) || FileSystem.isLink(path) else { return nil }
    guard FileSystem.isRegularFile(path), !FileSystem.isLink(path) else { return "is not a file" }
    do throws(DatabaseError) {
      let database = try Database(path, .reading)
      _ = try state(of: database)
      let check = try database.statement("PRAGMA quick_check(1)")
      guard try check.step(), check.text(0) == "ok" else { return "is damaged" }
      return nil
    } catch {
      return error.isDamage ? "is damaged, or made by another program" : nil
    }
  }

  /// Removes the catalog, which is made again when somebody asks for it.
  ///
  /// - Throws: ``GitError`` with reason `locked` if somebody writes it.
  package static func remove(in repository: Repository) throws(GitError) {
    let path = path(in: repository)
    let lock = try FileLock(lockPath(path), secondsAtMost: secondsOfWaiting)
    withExtendedLifetime(lock) { removeFiles(path) }
  }

  /// Removes what the making of a catalog left that was killed.
  package static func removeLeftovers(in repository: Repository) {
    let path = path(in: repository)
    guard FileSystem.exists(path + CatalogBuild.suffix),
      let lock = try? FileLock(lockPath(path), secondsAtMost: 0)
    else { return }
    withExtendedLifetime(lock) { removeFiles(path + CatalogBuild.suffix) }
  }
}
