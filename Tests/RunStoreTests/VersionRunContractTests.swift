import RunStore
import Testing

@Suite struct VersionRunContractTests {
  private static func version(_ id: String, of run: String, settled: Bool = false) -> VersionRun {
    VersionRun(
      id: id, registry: "models", run: run, model: "m", folder: "model", principal: "ada", source: "token", since: 5,
      isSettled: settled)
  }

  @Test(arguments: RunEngine.allCases) func isKeptAndChanged(engine: RunEngine) async throws {
    let folder = try await engine.open()
    var first = Self.version("1", of: "r")
    let second = Self.version("2", of: "r", settled: true)
    try await folder.store.put(first)
    try await folder.store.put(second)
    (first.version, first.isSettled) = ("1.0.0", true)
    try await folder.store.put(first)
    #expect(try await engine.open(folder.path).versionRuns() == [first, second])
    try await folder.store.deleteVersionRun("1")
    #expect(try await folder.store.versionRuns() == [second])
  }

  /// Runs that ended long ago go with all that they logged; one whose version may lack something stays, and so does one under way.
  @Test(arguments: RunEngine.allCases) func runsAreForgotten(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    let ids = (1...5).map { String(repeating: "\($0)", count: 32) }
    for id in ids {
      try await store.run(id)
      try await store.logMetric(MetricPoint("m", 1, timestamp: 1, step: 0), to: id, in: "models")
      let file = StoredArtifact(path: "0/\(id)/artifacts/f", digest: "d", size: 1, modified: 1)
      try await store.putArtifact(file, in: "models")
    }
    for (id, end) in zip(ids, [10, 20, 30] as [Int64]) {
      _ = try await store.updateRun(id, RunUpdate(status: .finished, ended: end, name: nil), in: "models")
    }
    try await store.deleteRun(ids[3], in: "models", now: 15)
    try await store.put(Self.version("v", of: ids[0]))
    #expect(try await store.forgetRuns(endedBefore: 25, atMost: 1) == 1)
    #expect(try await store.forgetRuns(endedBefore: 25, atMost: 100) == 1)
    #expect(try await store.forgetRuns(endedBefore: 25, atMost: 100) == 0)
    let kept = try await store.searchRuns(SearchRequest(viewType: .all), experiments: ["0"], in: "models").values
    #expect(Set(kept.map(\.id)) == [ids[0], ids[2], ids[4]])
    #expect(try await store.artifacts(below: "0", in: "models").count == 3)
    try await store.put(Self.version("v", of: ids[0], settled: true))
    #expect(try await store.forgetRuns(endedBefore: 25, atMost: 100) == 1)
  }

  @Test(arguments: RunEngine.allCases) func answersAreForgotten(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let (store, key) = (folder.store, RequestKey(principal: "ada", digest: "d"))
    let other = RequestKey(principal: "bob", digest: "d")
    let version = Self.version("1", of: "r")
    try await store.remember(RememberedAnswer("x", to: key, in: "models", at: 1), with: version, isSynced: true)
    try await store.remember(RememberedAnswer("y", to: other, in: "models", at: 1), with: nil, isSynced: true)
    #expect(try await store.answer(to: key, in: "models", now: 2) == "x")
    #expect(try await store.answer(to: key, in: "others", now: 2) == nil)
    #expect(try await store.versionRuns() == [version])
    try await store.forget([(key, "others")])
    #expect(try await store.answer(to: key, in: "models", now: 2) == "x")
    try await store.forget([(key, "models"), (other, "models")])
    #expect(try await store.answer(to: key, in: "models", now: 2) == nil)
    #expect(try await store.answer(to: other, in: "models", now: 2) == nil)
  }
}
