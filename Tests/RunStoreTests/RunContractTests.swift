import RunStore
import Testing

@Suite struct RunContractTests {
  @Test("a run has what it was given, and an address below its experiment's", arguments: RunEngine.allCases)
  func made(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let run = try await folder.store.run("abc", name: "first", started: 7, tags: [Tag("k", "v")])
    #expect(run == (try await folder.store.run("abc", in: "models")))
    #expect(run.artifactURI == "mlflow-artifacts:/0/abc/artifacts" && run.user == "ada" && run.experiment == "0")
    #expect(run.status == .running && run.started == 7 && run.ended == nil && run.stage == .active)
    #expect(run.tags == [Tag("k", "v"), Tag("mlflow.runName", "first")])
    await #expect(throws: RunStoreError(.notFound, "Run with id=abc not found")) {
      try await folder.store.run("abc", in: "others")
    }
  }

  struct NameCase: Sendable {
    let given: String?
    let tag: String?
    let name: String?
  }

  @Test(
    "the name is given, the tag's or made up",
    arguments: RunEngine.allCases,
    [
      NameCase(given: "a", tag: nil, name: "a"), NameCase(given: nil, tag: "b", name: "b"),
      NameCase(given: "c", tag: "c", name: "c"), NameCase(given: "", tag: nil, name: nil),
      NameCase(given: nil, tag: nil, name: nil),
    ])
  func named(engine: RunEngine, row: NameCase) async throws {
    let folder = try await engine.open()
    let tags = row.tag.map { [Tag("mlflow.runName", $0)] } ?? []
    let run = try await folder.store.run("abc", name: row.given, tags: tags)
    if let name = row.name { #expect(run.name == name) }
    #expect(run.name.wholeMatch(of: row.name == nil ? /[a-z]+-[a-z]+-[0-9]+/ : /./) != nil)
    #expect(run.tags == [Tag("mlflow.runName", run.name)])
  }

  @Test("an update changes what it names, and the name's tag with it", arguments: RunEngine.allCases)
  func updated(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    try await store.run("abc", name: "first")
    let ended = try await store.updateRun("abc", RunUpdate(status: .finished, ended: 50), in: "models")
    #expect(ended.status == .finished && ended.ended == 50 && ended.name == "first")
    let renamed = try await store.updateRun("abc", RunUpdate(name: "second"), in: "models")
    #expect(renamed.name == "second" && renamed.tags == [Tag("mlflow.runName", "second")] && renamed.ended == 50)
    try await store.setTag(Tag("mlflow.runName", "third"), ofRun: "abc", in: "models")
    try await store.setTag(Tag("mlflow.runName", ""), ofRun: "abc", in: "models")
    #expect(try await store.run("abc", in: "models").name == "third")
    try await store.deleteRun("abc", in: "models", now: 60)
    #expect(try await store.run("abc", in: "models").stage == .deleted)
    try await store.restoreRun("abc", in: "models")
    #expect(try await store.run("abc", in: "models").stage == .active)
  }

  @Test("the latest point is that of the highest step, then time, then value", arguments: RunEngine.allCases)
  func latest(engine: RunEngine) async throws {
    let folder = try await engine.open()
    try await folder.store.run("abc")
    let points: [(point: (value: Double, timestamp: Int64, step: Int64), latest: Double)] = [
      ((1, 10, 1), 1), ((2, 5, 2), 2), ((3, 20, 1), 2), ((0.5, 5, 2), 2), ((.infinity, 5, 2), .infinity),
      ((.nan, 6, 2), .nan), ((-1, 6, 2), .nan), ((-.infinity, 7, 2), -.infinity),
    ]
    for (point, latest) in points {
      try await folder.store.logMetric(
        MetricPoint("loss", point.value, timestamp: point.timestamp, step: point.step), to: "abc", in: "models")
      let found = try #require(try await folder.store.run("abc", in: "models").metrics.first)
      #expect(found.value == latest || found.value.isNaN && latest.isNaN, "after \(point)")
    }
    // The same in one batch.
    try await folder.store.run("def")
    try await folder.store.log(
      RunBatch(
        metrics: points.map { MetricPoint("loss", $0.point.value, timestamp: $0.point.timestamp, step: $0.point.step) }),
      to: "def", in: "models")
    #expect(try await folder.store.run("def", in: "models").metrics.first?.value == -.infinity)
  }

  @Test("all points are kept once, in the order of their times", arguments: RunEngine.allCases)
  func history(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    try await store.run("abc")
    let points = [
      MetricPoint("loss", .nan, timestamp: 1, step: 9), MetricPoint("loss", -0.0, timestamp: 2, step: 1),
      MetricPoint("loss", 1, timestamp: 2, step: 1), MetricPoint("loss", .infinity, timestamp: 2, step: 1),
      MetricPoint("loss", 0.1, timestamp: 2, step: 2),
    ]
    for _ in 0..<2 {
      try await store.log(RunBatch(metrics: points.reversed() + points), to: "abc", in: "models")
      try await store.logMetric(points[3], to: "abc", in: "models")
    }
    let all = try await store.metricHistory("loss", ofRun: "abc", in: "models", limit: nil, pageToken: nil)
    #expect(all == Page(points))
    var (paged, token): ([MetricPoint], String?) = ([], nil)
    repeat {
      let page = try await store.metricHistory("loss", ofRun: "abc", in: "models", limit: 2, pageToken: token)
      (paged, token) = (paged + page.values, page.nextToken)
      #expect(page.values.count == 2 || token == nil)
    } while token != nil
    #expect(paged == points)
    #expect(try await store.metricHistory("acc", ofRun: "abc", in: "models", limit: 2, pageToken: nil) == Page([]))
    let first = try await store.metricHistory("loss", ofRun: "abc", in: "models", limit: 1, pageToken: nil)
    for token in ["x", "-1", "99999999999999999999-0", "1-0", first.nextToken ?? ""] {
      await #expect(throws: RunStoreError.self, "\(token)") {
        try await store.metricHistory("acc", ofRun: "abc", in: "models", limit: 1, pageToken: token)
      }
    }
  }

  @Test("samples have the first and the last point", arguments: RunEngine.allCases, [1, 2, 3, 7, 10, 11, 500])
  func sampled(engine: RunEngine, limit: Int) async throws {
    let folder = try await engine.open()
    let store = folder.store
    for (run, count) in [("a", 10), ("b", 1)] {
      try await store.run(run)
      let points = (0..<count).map { MetricPoint("loss", Double($0), timestamp: Int64(100 - $0), step: Int64($0)) }
      try await store.log(RunBatch(metrics: points), to: run, in: "models")
    }
    let all = try await store.sampledMetricHistory(
      "loss", ofRuns: ["b", "a", "x"], in: "models", limit: limit, steps: nil)
    #expect(all.first?.run == "b" && all.dropFirst().allSatisfy { $0.run == "a" })
    let steps = all.dropFirst().map(\.point.step)
    #expect(steps.count == min(limit, 10) && steps == steps.sorted() && steps.last == 9)
    #expect(limit == 1 || steps.first == 0)
    let some = try await store.sampledMetricHistory("loss", ofRuns: ["a"], in: "models", limit: 500, steps: 3...5)
    #expect(some.map(\.point.step) == [3, 4, 5])
    let bulk = try await store.metricHistory("loss", ofRuns: ["b", "a", "a"], in: "models", limit: limit)
    #expect(
      bulk.count == min(limit, 11)
        && bulk.first == MetricSample(run: "a", point: MetricPoint("loss", 9, timestamp: 91, step: 9)))
  }

  @Test("inputs and outputs are noted once", arguments: RunEngine.allCases)
  func inputs(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    let iris = Dataset(DatasetID(name: "iris", digest: "1f2e"), sourceType: "local", source: "{}", schema: "{\"a\":1}")
    let wine = Dataset(DatasetID(name: "wine", digest: "aa"), sourceType: "http", source: "{}", profile: "{}")
    for id in ["a", "b"] {
      try await store.run(id)
      for tag in ["train", "eval"] {
        try await store.logInputs(
          [DatasetInput(iris, tags: [Tag("mlflow.data.context", tag)]), DatasetInput(wine), DatasetInput(wine)],
          models: ["m-1", "m-1"], to: id, in: "models")
      }
      try await store.logOutputs([ModelOutput(model: "m-2", step: 3)], to: id, in: "models")
      let run = try await store.run(id, in: "models")
      #expect(run.datasets == [DatasetInput(iris, tags: [Tag("mlflow.data.context", "train")]), DatasetInput(wine)])
      #expect(run.modelInputs == ["m-1"] && run.modelOutputs == [ModelOutput(model: "m-2", step: 3)])
    }
  }

  @Test("models of MLflow 2's clients are a list in a tag", arguments: RunEngine.allCases)
  func models(engine: RunEngine) async throws {
    let folder = try await engine.open()
    try await folder.store.run("a", name: "n")
    for number in 1...3 { try await folder.store.recordModel(#"{"run_id": \#(number)}"#, of: "a", in: "models") }
    let list = #"[{"run_id": 1}, {"run_id": 2}, {"run_id": 3}]"#
    let tags = [Tag("mlflow.log-model.history", list), Tag("mlflow.runName", "n")]
    #expect(try await folder.store.run("a", in: "models").tags == tags)
    let long = "\"" + String(repeating: "x", count: 8000) + "\""
    await #expect(throws: RunStoreError(.invalid, "'value' exceeds the maximum length of 8000 characters")) {
      try await folder.store.recordModel(long, of: "a", in: "models")
    }
    #expect(try await folder.store.run("a", in: "models").tags == tags)
  }

  @Test("a request that is sent again makes no second run, for ten minutes", arguments: RunEngine.allCases)
  func repeated(engine: RunEngine) async throws {
    let folder = try await engine.open()
    func create(_ id: String, _ key: RequestKey, now: Int64, in registry: String = "models") async throws -> String {
      let new = NewRun(id: id, experiment: "0")
      return try await folder.store.createRun(new, in: registry, repeating: key, now: now).id
    }
    try await folder.store.prepare("others", now: 0)
    let key = RequestKey(principal: "ada", digest: "1")
    #expect(try await create("a", key, now: 1000) == "a")
    #expect(try await create("b", key, now: 600_999) == "a")
    #expect(try await create("c", RequestKey(principal: "bob", digest: "1"), now: 1000) == "c")
    #expect(try await create("d", RequestKey(principal: "ada", digest: "2"), now: 1000) == "d")
    #expect(try await create("e", key, now: 1000, in: "others") == "e")
    #expect(try await create("f", key, now: 601_000) == "f")
  }
}
