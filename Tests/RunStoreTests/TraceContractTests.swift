import RunStore
import Testing

@Suite struct TraceContractTests {
  private static func trace(_ id: String, _ requested: Int64, state: String = "OK", in experiment: String = "0")
    -> Trace
  {
    Trace(
      id: id, experiment: experiment, requested: requested, duration: requested / 10, state: state,
      request: "why?", metadata: ["mlflow.sourceRun": "r-\(id)"], tags: ["mlflow.traceName": "chat-\(id)"],
      assessments: ["a": "{}"])
  }

  private func filled(_ engine: RunEngine) async throws -> StoreFolder {
    let folder = try await engine.open()
    for (index, id) in ["a", "b", "c"].enumerated() {
      try await folder.store.putTrace(
        Self.trace(id, Int64(index) * 100, state: id == "b" ? "ERROR" : "OK"), in: "models")
    }
    return folder
  }

  @Test(arguments: RunEngine.allCases) func keepsWhatItWasGiven(engine: RunEngine) async throws {
    let folder = try await filled(engine)
    #expect(try await folder.store.trace("b", in: "models") == Self.trace("b", 100, state: "ERROR"))
    await #expect(throws: RunStoreError(.notFound, "Trace with ID 'b' not found.")) {
      try await folder.store.trace("b", in: "others")
    }
    await #expect(throws: RunStoreError(.notFound, "No Experiment with id=7 exists")) {
      try await folder.store.putTrace(Self.trace("d", 1, in: "7"), in: "models")
    }
  }

  /// Nobody's change is lost, however many there are at once.
  @Test(arguments: RunEngine.allCases) func changesOneAfterAnother(engine: RunEngine) async throws {
    let folder = try await filled(engine)
    try await withThrowingTaskGroup { group in
      for index in 0..<20 {
        group.addTask {
          _ = try await folder.store.updateTrace("a", in: "models") { $0.tags["k\(index)"] = "\(index)" }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await folder.store.trace("a", in: "models").tags.count == 21)
    await #expect(throws: RunStoreError.self) {
      try await folder.store.updateTrace("a", in: "models") { _ throws(RunStoreError) in
        throw RunStoreError(.invalid, "no")
      }
    }
  }

  struct SearchCase: Sendable {
    let filter: String
    let order: [String]
    let found: [String]
  }

  @Test(
    arguments: RunEngine.allCases,
    [
      SearchCase(filter: "", order: [], found: ["c", "b", "a"]),
      SearchCase(filter: "", order: ["timestamp_ms ASC"], found: ["a", "b", "c"]),
      SearchCase(filter: "status = 'OK'", order: [], found: ["c", "a"]),
      SearchCase(filter: "timestamp_ms >= 100 AND execution_time_ms < 20", order: [], found: ["b"]),
      SearchCase(filter: "run_id = 'r-a'", order: [], found: ["a"]),
      SearchCase(filter: "metadata.`mlflow.sourceRun` = 'r-b'", order: [], found: ["b"]),
      SearchCase(filter: "name LIKE 'chat-%' AND tags.none = 'x'", order: [], found: []),
    ])
  func searches(engine: RunEngine, row: SearchCase) async throws {
    let folder = try await filled(engine)
    let page = try await folder.store.searchTraces(
      SearchRequest(filter: row.filter, orderBy: row.order), experiments: ["0"], in: "models")
    #expect(page.values.map(\.id) == row.found && page.nextToken == nil)
  }

  @Test(arguments: RunEngine.allCases) func searchesInPages(engine: RunEngine) async throws {
    let folder = try await filled(engine)
    var (found, token): ([String], String?) = ([], nil)
    repeat {
      let page = try await folder.store.searchTraces(
        SearchRequest(maxResults: 2, pageToken: token), experiments: ["0"], in: "models")
      found += page.values.map(\.id)
      token = page.nextToken
    } while token != nil
    #expect(found == ["c", "b", "a"])
    #expect(try await folder.store.searchTraces(SearchRequest(), experiments: [], in: "models").values.isEmpty)
  }

  /// A run that is linked is found like the one that the trace was made in.
  @Test(arguments: RunEngine.allCases) func linksRuns(engine: RunEngine) async throws {
    let folder = try await filled(engine)
    for run in ["r1", "r2", "r1"] { _ = try await folder.store.updateTrace("a", in: "models") { $0.link(run) } }
    let page = try await folder.store.searchTraces(
      SearchRequest(filter: "run_id = 'r2'"), experiments: ["0"], in: "models")
    #expect(page.values.map(\.linkedRuns) == [["r1", "r2"]])
  }

  @Test(arguments: RunEngine.allCases) func deletes(engine: RunEngine) async throws {
    let folder = try await filled(engine)
    let store = folder.store
    #expect(
      try await store.deleteTraces(["b", "x"], ofExperiment: "0", requestedUpTo: nil, atMost: nil, in: "models") == [
        "b"
      ])
    #expect(
      try await store.deleteTraces(nil, ofExperiment: "0", requestedUpTo: 300, atMost: 1, in: "models") == ["a"])
    #expect(
      try await store.deleteTraces(nil, ofExperiment: "0", requestedUpTo: 300, atMost: nil, in: "models") == ["c"])
  }
}
