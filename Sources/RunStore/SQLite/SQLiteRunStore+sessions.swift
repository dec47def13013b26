extension SQLiteRunStore: SessionStore {
  package func addSession(_ session: BrowserSession, digest: String) async throws(RunStoreError) {
    try await write { try SessionTable($0).add(session, digest: digest) }
  }

  package func session(digest: String) async throws(RunStoreError) -> BrowserSession? {
    try await read { try SessionTable($0).session(digest) }
  }

  package func sessions(of claim: String, at now: Int64) async throws(RunStoreError) -> [(
    digest: String, session: BrowserSession
  )] {
    try await read { try SessionTable($0).sessions(of: claim, at: now) }
  }

  package func removeSession(digest: String) async throws(RunStoreError) {
    try await write { try SessionTable($0).remove(digest) }
  }

  package func removeSessions(endedBefore now: Int64) async throws(RunStoreError) {
    try await write { try SessionTable($0).remove(endedBefore: now) }
  }
}
