internal import GRDB

/// Which versions come from which runs.
struct VersionRunTable {
  let database: Database

  init(_ database: Database) { self.database = database }

  /// Notes one, in place of what was noted by its id.
  func put(_ known: VersionRun) throws {
    try database.run(
      """
      INSERT INTO versionRun (id, registry, run, model, version, folder, principal, source, since, isSettled)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, isSettled = excluded.isSettled,
        principal = excluded.principal, source = excluded.source
      """,
      [
        known.id, known.registry, known.run, known.model, known.version, known.folder, known.principal, known.source,
        known.since, known.isSettled,
      ])
  }
}
