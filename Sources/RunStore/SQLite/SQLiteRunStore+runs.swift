internal import GRDB

extension SQLiteRunStore {
  package func createRun(
    _ new: NewRun, in registry: String, repeating request: RequestKey?, now: Int64
  ) async throws(RunStoreError) -> Run {
    let (name, tags) = try new.checked()
    return try await write { database in
      let table = RunTable(database, registry)
      let answers = AnswerTable(database, registry)
      if let request, let id = try answers.answer(to: request, now: now) { return try table.run(id) }
      try table.create(new, name: name, tags: tags)
      if let request { try answers.remember(RememberedAnswer(new.id, to: request, in: registry, at: now)) }
      return try table.run(new.id)
    }
  }

  package func run(_ id: String, in registry: String) async throws(RunStoreError) -> Run {
    try await read { try RunTable($0, registry).run(id) }
  }

  package func updateRun(_ id: String, _ update: RunUpdate, in registry: String) async throws(RunStoreError) -> Run {
    try await write { database in
      let table = RunTable(database, registry)
      try table.update(table.activeKey(id), update)
      return try table.run(id)
    }
  }

  package func deleteRun(_ id: String, in registry: String, now: Int64) async throws(RunStoreError) {
    try await write { database in
      let table = RunTable(database, registry)
      try table.move(table.key(id), to: .deleted, now: now)
    }
  }

  package func restoreRun(_ id: String, in registry: String) async throws(RunStoreError) {
    try await write { database in
      let table = RunTable(database, registry)
      try table.move(table.key(id), to: .active, now: nil)
    }
  }

  package func logMetric(_ metric: MetricPoint, to run: String, in registry: String) async throws(RunStoreError) {
    try metric.check()
    try await write { database in
      try MetricTable(database, run: RunTable(database, registry).activeKey(run).row).add([metric])
    }
  }

  package func logParameter(
    _ parameter: Parameter, to run: String, in registry: String
  ) async throws(RunStoreError) {
    let parameter = try parameter.checked()
    try await write { database in
      let table = RunTable(database, registry)
      try table.add(parameter, to: table.activeKey(run))
    }
  }

  package func setTag(_ tag: Tag, ofRun run: String, in registry: String) async throws(RunStoreError) {
    let tag = try tag.checked()
    try await write { database in
      let table = RunTable(database, registry)
      try table.set(tag, of: table.activeKey(run))
    }
  }

  package func deleteTag(_ key: String, ofRun run: String, in registry: String) async throws(RunStoreError) {
    try await write { database in
      let table = RunTable(database, registry)
      try table.deleteTag(key, of: table.activeKey(run))
    }
  }

  package func log(_ batch: RunBatch, to run: String, in registry: String) async throws(RunStoreError) {
    try NewRun.check(id: run)
    let batch = try batch.checked()
    try await write { database in
      let table = RunTable(database, registry)
      let key = try table.activeKey(run)
      try table.add(batch.parameters, to: key)
      try MetricTable(database, run: key.row).add(batch.metrics)
      for tag in batch.tags { try table.set(tag, of: key) }
    }
  }

  package func logInputs(
    _ datasets: [DatasetInput], models: [String], to run: String, in registry: String
  ) async throws(RunStoreError) {
    try NewRun.check(id: run)
    for input in datasets { try input.check() }
    try await write { database in
      let table = RunTable(database, registry)
      try table.addInputs(datasets, models: models, to: table.activeKey(run))
    }
  }

  package func logOutputs(_ models: [ModelOutput], to run: String, in registry: String) async throws(RunStoreError) {
    try await write { database in
      let table = RunTable(database, registry)
      try table.addOutputs(models, to: table.activeKey(run))
    }
  }

  package func recordModel(_ json: String, of run: String, in registry: String) async throws(RunStoreError) {
    try await write { database in
      let table = RunTable(database, registry)
      try table.recordModel(json, of: table.activeKey(run))
    }
  }
}
