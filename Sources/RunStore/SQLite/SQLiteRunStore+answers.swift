extension SQLiteRunStore {
  package func answer(
    to request: RequestKey, in registry: String, now: Int64
  ) async throws(RunStoreError) -> String? {
    try await read { try AnswerTable($0, registry).answer(to: request, now: now) }
  }

  package func forget(_ request: RequestKey, in registry: String) async throws(RunStoreError) {
    try await write { try AnswerTable($0, registry).forget(request) }
  }

  package func remember(
    _ answer: String, to request: RequestKey, in registry: String, now: Int64
  ) async throws(RunStoreError) {
    try await write { try AnswerTable($0, registry).remember(answer, to: request, now: now) }
  }
}
