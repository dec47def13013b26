import CSQLite
import Files
package import Git
import Glibc
import Manifests
package import RegistryStore

/// Versions and candidates of one snapshot, compiled into a database that answers questions without reading their manifests.
///
/// It only says which rows may be an answer: git is read for each, so that a wrong catalog can leave something out but make nothing
/// up. It can be thrown away at any time; nothing that judges reads it. It lies in the common git directory:
///
///     registry/catalog.sqlite          with a rollback journal, so that read-only disks can read it
///     registry/catalog.lock            held by whoever writes
package final class Catalog {
  let database: Database
  /// The snapshot that it answers for, as long as it lives: one transaction is open.
  package let tree: ObjectID

  private init(_ database: Database, _ tree: ObjectID) {
    self.database = database
    self.tree = tree
  }

  /// Where a repository's catalog lies.
  package static func path(in repository: Repository) -> String {
    repository.commonDirectory + "/registry/catalog.sqlite"
  }

  /// The catalog of a snapshot, brought up to date or made first.
  ///
  /// - Parameters:
  ///   - isKept: true for what HEAD has. For another snapshot, the catalog is changed in a transaction that is never committed.
  ///   - open: a repository for a thread of its own.
  /// - Returns: nil if there can be none now: the disk is full or read-only, somebody else writes, or the snapshot is far from the
  ///   one that the catalog has. Then manifests have to be read one by one.
  package static func open(
    of snapshot: CommitSnapshot, isKept: Bool, open: @escaping @Sendable () throws(GitError) -> Repository
  ) throws(GitError) -> Catalog? {
    let path = path(in: snapshot.repository)
    // A damaged or foreign file is made anew, once.
    for isLast in [false, true] {
      do throws(DatabaseError) {
        if let catalog = try current(path, snapshot.tree) { return catalog }
        return try updated(path, snapshot, isKept: isKept, open)
      } catch {
        guard error.isDamage, isKept, !isLast else { return nil }
        // Without the lock nothing can be made, and every manifest is read.
        guard let lock = try? lock(path, in: snapshot.repository) else { return nil }
        withExtendedLifetime(lock) { removeFiles(path) }
      }
    }
    return nil
  }

  // MARK: What is there

  /// The catalog if it is of this snapshot.
  static func current(_ path: String, _ tree: ObjectID) throws(DatabaseError) -> Catalog? {
    guard FileSystem.isRegularFile(path), !FileSystem.isLink(path) else { return nil }
    let database = try Database(path, .reading)
    try database.run("BEGIN")
    guard try state(of: database) == tree else { return nil }
    return Catalog(database, tree)
  }

  /// The tree that a file is made from; nil if it cannot be trusted.
  static func state(of database: Database) throws(DatabaseError) -> ObjectID? {
    guard try database.integer("PRAGMA application_id") == CatalogSchema.applicationID,
      try database.integer("PRAGMA user_version") == CatalogSchema.version
    else { throw DatabaseError(code: SQLITE_NOTADB, message: "not a catalog of this program") }
    var values: [String: String] = [:]
    let rows = try database.statement("SELECT name, value FROM state")
    defer { rows.reset() }
    while try rows.step() { values[rows.text(0)] = rows.text(1) }
    // What was written since the last start of the machine may not be on the disk as it was written.
    guard values["boot"] == "" || values["boot"] == Self.boot else {
      throw DatabaseError(code: SQLITE_NOTADB, message: "written before the machine started")
    }
    return values["tree"].flatMap { ObjectID(hex: $0) }
  }

  /// Tells one start of the machine from another: an update is not synced, since it can be made again.
  ///
  /// Source: proc_sys_kernel(5), "random/boot_id".
  static let boot = FileSystem.text(of: "/proc/sys/kernel/random/boot_id") ?? "unknown"

  // MARK: Bringing it up to date

  private static func updated(
    _ path: String, _ snapshot: CommitSnapshot, isKept: Bool,
    _ open: @escaping @Sendable () throws(GitError) -> Repository
  ) throws(DatabaseError) -> Catalog? {
    guard isKept || FileSystem.isRegularFile(path) else { return nil }
    let repository = snapshot.repository
    do throws(GitError) {
      try repository.making { () throws(GitError) in
        try FileSystem.makeFolder(repository.commonDirectory + "/registry", isSynced: false)
      }
    } catch { return nil }
    // Nor can it be brought up to date.
    guard let lock = try? lock(path, in: repository) else { return nil }
    defer { withExtendedLifetime(lock) {} }
    guard FileSystem.isRegularFile(path), !FileSystem.isLink(path) else {
      guard isKept, try CatalogBuild(path, snapshot, open).run() else { return nil }
      return try current(path, snapshot.tree)
    }
    let database = try Database(path, .writing)
    try database.run("PRAGMA synchronous = OFF; BEGIN IMMEDIATE")
    let before = try state(of: database)
    if before != snapshot.tree {
      guard let before, try CatalogUpdate(database, from: before, to: snapshot, isKept: isKept).run() else {
        // Too much has changed, or the commit that it was made from is gone.
        guard isKept else { return nil }
        try database.run("ROLLBACK")
        guard try CatalogBuild(path, snapshot, open).run() else { return nil }
        return try current(path, snapshot.tree)
      }
      let state = try database.statement("INSERT OR REPLACE INTO state(name, value) VALUES(?, ?)")
      try state.run([.text("tree"), .text("\(snapshot.tree)")])
      try state.run([.text("boot"), .text(boot)])
      if isKept { try database.run("COMMIT; BEGIN") }
    }
    // A transaction that is not kept is rolled back as the connection is closed.
    return try self.state(of: database) == snapshot.tree ? Catalog(database, snapshot.tree) : nil
  }

  /// The lock of whoever writes a catalog: `registry/catalog.lock` for `registry/catalog.sqlite`.
  static func lock(
    _ path: String, in repository: Repository, secondsAtMost seconds: Double = secondsOfWaiting
  ) throws(GitError) -> FileLock {
    try FileLock(String(path.dropLast("sqlite".utf8.count)) + "lock", in: repository, secondsAtMost: seconds)
  }

  /// Removes a catalog; whoever reads it reads on.
  static func removeFiles(_ path: String) {
    // The journal first: SQLite would play it back into whatever file comes next.
    for name in [path + "-journal", path] { FileSystem.remove(name) }
    if FileSystem.isFolder(path) { rmdir(path) }
  }

  /// Whoever writes makes everything anew at worst.
  static let secondsOfWaiting = 2.0
}
