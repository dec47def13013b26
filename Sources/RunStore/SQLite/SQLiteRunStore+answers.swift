extension SQLiteRunStore {
  package func answer(
    to request: RequestKey, in registry: String, now: Int64
  ) async throws(RunStoreError) -> String? {
    try await read { try AnswerTable($0, registry).answer(to: request, now: now) }
  }

  package func forget(_ requests: [(request: RequestKey, registry: String)]) async throws(RunStoreError) {
    try await write { database in
      for (request, registry) in requests { try AnswerTable(database, registry).forget(request) }
    }
  }

  package func remember(
    _ answer: RememberedAnswer, with versionRun: VersionRun?, isSynced: Bool
  ) async throws(RunStoreError) {
    try await write(isSynced: isSynced) { database in
      try AnswerTable(database, answer.registry).remember(answer)
      try versionRun.map { try VersionRunTable(database).put($0) }
    }
  }
}
