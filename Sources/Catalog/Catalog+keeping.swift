import CSQLite
import Files
package import Git

extension Catalog {
  /// What is wrong with the catalogs of a repository, that of a snapshot and that of history: where each lies, and a phrase. None for those
  /// that are sound or not there.
  ///
  /// A damaged one is noticed where it is read; this reads all of it.
  package static func problems(in repository: Repository) -> [(path: String, problem: String)] {
    let snapshot = path(in: repository)
    let history = HistoryCatalog.path(in: repository)
    let problems = [
      (snapshot, problem(snapshot) { database throws(DatabaseError) in _ = try state(of: database) }),
      (history, problem(history) { database throws(DatabaseError) in _ = try HistoryCatalog.State(of: database) }),
    ]
    return problems.compactMap { path, problem in problem.map { (path, $0) } }
  }

  private static func problem(_ path: String, _ check: (Database) throws(DatabaseError) -> Void) -> String? {
    guard FileSystem.exists(path) || FileSystem.isLink(path) else { return nil }
    guard FileSystem.isRegularFile(path), !FileSystem.isLink(path) else { return "is not a file" }
    do throws(DatabaseError) {
      let database = try Database(path, .reading)
      try check(database)
      let found = try database.statement("PRAGMA quick_check(1)")
      guard try found.step(), found.text(0) == "ok" else { return "is damaged" }
      return nil
    } catch {
      return error.isDamage ? "is damaged, or made by another program" : nil
    }
  }

  /// Removes a catalog, which is made again when somebody asks for it.
  ///
  /// - Parameter path: as ``problems(in:)`` tells it.
  /// - Throws: ``GitError`` with reason `locked` if somebody writes it.
  package static func remove(_ path: String, in repository: Repository) throws(GitError) {
    let lock = try lock(path, in: repository)
    withExtendedLifetime(lock) { removeFiles(path) }
  }

  /// Removes what the making of a catalog left that was killed.
  package static func removeLeftovers(in repository: Repository) {
    for path in [path(in: repository), HistoryCatalog.path(in: repository)] {
      guard FileSystem.exists(path + CatalogBuild.suffix),
        let lock = try? lock(path, in: repository, secondsAtMost: 0)
      else { continue }
      withExtendedLifetime(lock) { removeFiles(path + CatalogBuild.suffix) }
    }
  }
}
