internal import GRDB

extension SQLiteRunStore {
  package func forgetRuns(endedBefore time: Int64, atMost limit: Int) async throws(RunStoreError) -> Int {
    try await write { database in
      let runs = try database.map(
        """
        SELECT id, registry, uuid, artifactURI FROM run
        WHERE coalesce(deleted, ended) < ? AND NOT EXISTS (
          SELECT 1 FROM versionRun v WHERE v.registry = run.registry AND v.run = run.uuid AND NOT v.isSettled)
        LIMIT ?
        """, [time, limit]
      ) { row in (id: row[0] as Int64, registry: row[1] as String, uuid: row[2] as String, uri: row[3] as String) }
      for run in runs {
        let models = try database.map(
          "SELECT artifactURI FROM loggedModel WHERE registry = ? AND sourceRun = ?", [run.registry, run.uuid]
        ) { $0[0] as String }
        for uri in models + [run.uri] { try Self.deleteFiles(of: uri, in: run.registry, database) }
        try database.run("DELETE FROM loggedModel WHERE registry = ? AND sourceRun = ?", [run.registry, run.uuid])
        try database.run("DELETE FROM run WHERE id = ?", [run.id])
      }
      return runs.count
    }
  }

  /// Files elsewhere are not this server's.
  private static func deleteFiles(of uri: String, in registry: String, _ database: Database) throws {
    let scheme = "mlflow-artifacts:/"
    let path = String(uri.dropFirst(scheme.count))
    guard uri.hasPrefix(scheme), !path.isEmpty, path.first != "/" else { return }
    _ = try ArtifactTable(database, registry).delete(path)
  }
}
