extension SQLiteRunStore {
  package func createLoggedModel(
    _ new: NewLoggedModel, in registry: String, now: Int64
  ) async throws(RunStoreError) -> LoggedModel {
    let name = try new.checked()
    return try await write { database in
      let table = LoggedModelTable(database, registry)
      try table.create(new, name: name, now: now)
      return try table.model(new.id)
    }
  }

  package func loggedModel(_ id: String, in registry: String) async throws(RunStoreError) -> LoggedModel {
    try await read { database in
      let table = LoggedModelTable(database, registry)
      _ = try table.row(id, isActive: true)
      return try table.model(id)
    }
  }

  package func finalizeLoggedModel(
    _ id: String, as status: LoggedModelStatus, in registry: String, now: Int64
  ) async throws(RunStoreError) -> LoggedModel {
    try await write { database in
      let table = LoggedModelTable(database, registry)
      try table.set(status, of: table.row(id), now: now)
      return try table.model(id)
    }
  }

  package func setTags(_ tags: [Tag], ofLoggedModel id: String, in registry: String) async throws(RunStoreError) {
    try await write { database in
      let table = LoggedModelTable(database, registry)
      try table.set(tags, of: table.row(id))
    }
  }

  package func deleteTag(_ key: String, ofLoggedModel id: String, in registry: String) async throws(RunStoreError) {
    try await write { database in
      let table = LoggedModelTable(database, registry)
      try table.deleteTag(key, of: table.row(id), id)
    }
  }

  package func logParameters(
    _ parameters: [Parameter], toLoggedModel id: String, in registry: String
  ) async throws(RunStoreError) {
    try await write { database in
      let table = LoggedModelTable(database, registry)
      try table.add(parameters, to: table.row(id), id)
    }
  }

  package func deleteLoggedModel(_ id: String, in registry: String, now: Int64) async throws(RunStoreError) {
    try await write { database in
      let table = LoggedModelTable(database, registry)
      try table.delete(table.row(id), now: now)
    }
  }
}
