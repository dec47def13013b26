internal import GRDB

extension SQLiteRunStore {
  package func putArtifact(_ artifact: StoredArtifact, in registry: String) async throws(RunStoreError) {
    try ArtifactPath.check(artifact.path)
    try await write { try ArtifactTable($0, registry).put(artifact) }
  }

  package func artifact(_ path: String, in registry: String) async throws(RunStoreError) -> StoredArtifact? {
    try ArtifactPath.check(path)
    return try await read { try ArtifactTable($0, registry).artifact(path) }
  }

  package func artifacts(
    inFolder path: String, of registry: String
  ) async throws(RunStoreError) -> [ArtifactEntry] {
    try ArtifactPath.check(path, isFolder: true)
    return try await read { try ArtifactTable($0, registry).entries(of: path) }
  }

  package func artifacts(below path: String, in registry: String) async throws(RunStoreError) -> [StoredArtifact] {
    try ArtifactPath.check(path, isFolder: true)
    return try await read { try ArtifactTable($0, registry).files(below: path) }
  }

  package func deleteArtifacts(at path: String, in registry: String) async throws(RunStoreError) -> Int {
    try ArtifactPath.check(path)
    return try await write { try ArtifactTable($0, registry).delete(path) }
  }

  package func digestsInUse() async throws(RunStoreError) -> Set<String> {
    try await read { try Set(String.fetchCursor($0, sql: "SELECT DISTINCT digest FROM artifact")) }
  }
}
