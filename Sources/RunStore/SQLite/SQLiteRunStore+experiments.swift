internal import GRDB

extension SQLiteRunStore {
  package func createExperiment(
    _ new: NewExperiment, in registry: String, now: Int64
  ) async throws(RunStoreError) -> Experiment {
    try new.check()
    return try await write { database in
      let table = ExperimentTable(database, registry)
      return try table.experiment("\(table.create(new, now: now))")
    }
  }

  package func experiment(_ id: String, in registry: String) async throws(RunStoreError) -> Experiment {
    try await read { try ExperimentTable($0, registry).experiment(id) }
  }

  package func experiment(named name: String, in registry: String) async throws(RunStoreError) -> Experiment {
    try await read { database in
      let table = ExperimentTable(database, registry)
      guard let number = try table.number(named: name) else {
        throw RunStoreError(.notFound, "Could not find experiment with name '\(name)'")
      }
      return try table.experiment("\(number)")
    }
  }

  package func experiment(
    ofModel model: String, in registry: String, now: Int64
  ) async throws(RunStoreError) -> Experiment {
    let name = Experiment.name(ofModel: model)
    let known = try await read { database in
      let table = ExperimentTable(database, registry)
      return try table.number(named: name).map { try table.experiment("\($0)") }
    }
    if let known { return known }
    let new = NewExperiment(name: name)
    try new.check()
    return try await write { database in
      let table = ExperimentTable(database, registry)
      let number = try table.number(named: name)
      return try table.experiment("\(number ?? table.create(new, now: now))")
    }
  }

  package func renameExperiment(
    _ id: String, to name: String, in registry: String, now: Int64
  ) async throws(RunStoreError) {
    try NewExperiment.check(name: name)
    try await write { database in
      let table = ExperimentTable(database, registry)
      let key = try table.key(id)
      guard key.stage == .active else { throw RunStoreError(.state, "Cannot rename a non-active experiment.") }
      if let other = try table.number(named: name), other != key.number {
        throw RunStoreError(.alreadyExists, "Experiment(name=\(name)) already exists.")
      }
      try database.run("UPDATE experiment SET name = ?, updated = ? WHERE id = ?", [name, now, key.row])
    }
  }

  package func deleteExperiment(_ id: String, in registry: String, now: Int64) async throws(RunStoreError) {
    try await write { try ExperimentTable($0, registry).move(id, from: .active, to: .deleted, now: now) }
  }

  package func restoreExperiment(_ id: String, in registry: String, now: Int64) async throws(RunStoreError) {
    try await write { try ExperimentTable($0, registry).move(id, from: .deleted, to: .active, now: now) }
  }

  package func setTag(_ tag: Tag, ofExperiment id: String, in registry: String) async throws(RunStoreError) {
    try tag.checkForExperiment()
    try await write { database in
      let table = ExperimentTable(database, registry)
      try table.set(tag, of: table.activeKey(id).row)
    }
  }

  package func deleteTag(_ key: String, ofExperiment id: String, in registry: String) async throws(RunStoreError) {
    try await write { database in
      let row = try ExperimentTable(database, registry).activeKey(id).row
      try database.run("DELETE FROM experimentTag WHERE experiment = ? AND key = ?", [row, key])
      guard database.changesCount > 0 else {
        throw RunStoreError(.notFound, "No tag with name: \(key) in experiment with id \(id)")
      }
    }
  }
}
