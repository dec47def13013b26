extension SQLiteRunStore: TokenStore {
  package func addToken(_ token: AccessToken, digest: String) async throws(RunStoreError) {
    try await write { try TokenTable($0).add(token, digest: digest) }
  }

  package func token(digest: String) async throws(RunStoreError) -> AccessToken? {
    try await read { try TokenTable($0).token(where: .digest, digest) }
  }

  package func token(_ id: String) async throws(RunStoreError) -> AccessToken {
    guard let token = try await read({ try TokenTable($0).token(where: .id, id) }) else { throw TokenTable.none(id) }
    return token
  }

  package func tokens() async throws(RunStoreError) -> [AccessToken] {
    try await read { try TokenTable($0).all() }
  }

  package func revokeToken(_ id: String, now: Int64) async throws(RunStoreError) {
    try await write { try TokenTable($0).revoke(id, now: now) }
  }

  package func noteUse(ofToken id: String, now: Int64) async throws(RunStoreError) {
    try await write { try TokenTable($0).noteUse(of: id, now: now) }
  }
}
