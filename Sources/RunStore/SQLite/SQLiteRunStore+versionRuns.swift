internal import GRDB

extension SQLiteRunStore {
  package func versionRuns() async throws(RunStoreError) -> [VersionRun] {
    try await read { database in
      try database.map("SELECT * FROM versionRun ORDER BY rowid", []) { row in
        VersionRun(
          id: row["id"], registry: row["registry"], run: row["run"], model: row["model"], version: row["version"],
          folder: row["folder"], principal: row["principal"], source: row["source"], since: row["since"],
          isSettled: row["isSettled"])
      }
    }
  }

  package func put(_ versionRun: VersionRun) async throws(RunStoreError) {
    let known = versionRun
    try await write { database in
      try database.run(
        """
        INSERT INTO versionRun (id, registry, run, model, version, folder, principal, source, since, isSettled)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, isSettled = excluded.isSettled
        """,
        [
          known.id, known.registry, known.run, known.model, known.version, known.folder, known.principal, known.source,
          known.since, known.isSettled,
        ])
    }
  }

  package func deleteVersionRun(_ id: String) async throws(RunStoreError) {
    try await write { try $0.run("DELETE FROM versionRun WHERE id = ?", [id]) }
  }
}
