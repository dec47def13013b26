internal import GRDB
import Query

extension SQLiteRunStore {
  package func putTrace(_ trace: Trace, in registry: String) async throws(RunStoreError) {
    let trace = trace
    try await write { try TraceTable($0, registry).put(trace) }
  }

  package func trace(_ id: String, in registry: String) async throws(RunStoreError) -> Trace {
    try await read { try TraceTable($0, registry).trace(id) }
  }

  package func updateTrace(
    _ id: String, in registry: String, _ change: @escaping @Sendable (inout Trace) throws(RunStoreError) -> Void
  ) async throws(RunStoreError) -> Trace {
    try await write { database in
      let table = TraceTable(database, registry)
      var trace = try table.trace(id)
      try change(&trace)
      try table.put(trace)
      return trace
    }
  }

  package func deleteTraces(
    _ ids: [String]?, ofExperiment experiment: String, requestedUpTo time: Int64?, atMost limit: Int?,
    in registry: String
  ) async throws(RunStoreError) -> [String] {
    try await write { database in
      let table = TraceTable(database, registry)
      let row = try ExperimentTable(database, registry).key(experiment).row
      return try table.delete(ids ?? table.ids(of: row, requestedUpTo: time, atMost: limit), of: row)
    }
  }

  package func searchTraces(
    _ request: SearchRequest, experiments: [String], in registry: String
  ) async throws(RunStoreError) -> Page<Trace> {
    let question = try SearchQuestion(request, .mlflowTraces, [registry] + experiments)
    let numbers = try ExperimentTable.numbers(experiments)
    return try await read { database in
      let rows = try ExperimentTable(database, registry).rows(numbers)
      let filter = Filter.all(question.conditions)
      // No condition on a trace is about how long ago something was.
      let found = try TraceTable(database, registry).traces(ofExperiments: rows).filter {
        filter.matches(TraceRow(trace: $0), now: 0)
      }
      let sorted = question.sort.ordered(found.map { TraceRow(trace: $0) }).map(\.trace)
      return question.page(Array(sorted.dropFirst(question.offset).prefix(question.limit + 1)))
    }
  }
}
