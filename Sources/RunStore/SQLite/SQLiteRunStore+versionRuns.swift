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
    try await write { try VersionRunTable($0).put(versionRun) }
  }

  package func deleteVersionRun(_ id: String) async throws(RunStoreError) {
    try await write { try $0.run("DELETE FROM versionRun WHERE id = ?", [id]) }
  }
}
