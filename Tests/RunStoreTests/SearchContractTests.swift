import RunStore
import Testing

/// Searches on a few rows: which are found, and in which order.
@Suite struct SearchContractTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let filter: String
    var order: [String] = []
    /// The last characters of the ids that are found.
    let found: String

    init(_ filter: String, _ order: [String] = [], _ found: String) {
      (self.filter, self.order, self.found) = (filter, order, found)
    }

    var testDescription: String { "\(filter) \(order)" }
  }

  // MARK: Runs

  /// Runs 1 to 6; 6 is deleted, 5 is of another experiment, which is searched too.
  private func runs(_ engine: RunEngine) async throws -> StoreFolder {
    let folder = try await engine.open()
    let store = folder.store
    _ = try await store.createExperiment(NewExperiment(name: "second"), in: "models", now: 1)
    func point(_ key: String, _ value: Double, step: Int64 = 0) -> MetricPoint {
      MetricPoint(key, value, timestamp: 1, step: step)
    }
    let rows: [(name: String, started: Int64?, batch: RunBatch)] = [
      (
        "alpha", 100,
        RunBatch(metrics: [point("acc", 0.9), point("acc", 0.5, step: 1)], parameters: [Parameter("lr", "0.1")])
      ),
      (
        "beta", 200,
        RunBatch(metrics: [point("acc", 0.7)], parameters: [Parameter("lr", "0.01")], tags: [Tag("task", "ner")])
      ),
      ("Alpine", 300, RunBatch(metrics: [point("acc", .nan)], tags: [Tag("task", "NER"), Tag("big key", "x")])),
      (
        "delta", 300,
        RunBatch(metrics: [point("acc", .infinity), point("loss", -1)], parameters: [Parameter("lr", "0.1")])
      ),
      ("100%", nil, RunBatch(metrics: [point("acc", 9_007_199_254_740_992)], tags: [Tag("task", "")])),
      ("gone", 50, RunBatch(metrics: [point("acc", 0.9)])),
    ]
    for (index, row) in rows.enumerated() {
      let id = "r\(index + 1)"
      try await store.run(id, experiment: index == 4 ? "1" : "0", name: row.name, started: row.started)
      try await store.log(row.batch, to: id, in: "models")
    }
    _ = try await store.updateRun("r2", RunUpdate(status: .finished, ended: 900), in: "models")
    let dataset = Dataset(DatasetID(name: "iris", digest: "d1"), sourceType: "", source: "")
    try await store.logInputs(
      [DatasetInput(dataset, tags: [Tag("mlflow.data.context", "train")])], models: [], to: "r4", in: "models")
    try await store.deleteRun("r6", in: "models", now: 1)
    // Another registry's, with the same ids.
    try await store.prepare("others", now: 1)
    _ = try await store.createRun(
      NewRun(id: "r1", experiment: "0", name: "alpha"), in: "others", repeating: nil, now: 1)
    return folder
  }

  static let runCases = [
    Case("", [], "34215"), Case("metrics.acc > 0.6", [], "425"), Case("metrics.acc = 0.5", [], "1"),
    Case("metrics.acc <= 0.5", [], "1"), Case("metrics.acc != 0.7", [], "3415"), Case("metrics.acc = nan", [], "3"),
    Case("metrics.acc < 1e308 AND metrics.acc > 0", [], "215"), Case("metrics.acc = inf", [], "4"),
    Case("metrics.acc > 9007199254740991", [], "45"), Case("metrics.none > 0", [], ""),
    Case("params.lr = '0.1'", [], "41"), Case("params.lr != '0.1'", [], "2"), Case("params.lr IS NULL", [], "35"),
    Case("params.lr IS NOT NULL", [], "421"), Case("params.lr LIKE '0.0%'", [], "2"),
    Case("tags.task = 'ner'", [], "2"), Case("tags.task ILIKE 'ner'", [], "32"), Case("tags.task = ''", [], "5"),
    Case("tags.task != 'ner'", [], "35"), Case("tags.`big key` = 'x'", [], "3"), Case("tags.task IS NULL", [], "41"),
    Case("attributes.run_name LIKE 'Al%'", [], "3"), Case("run_name ILIKE 'al%'", [], "31"),
    Case("run_name LIKE '100\\%'", [], "5"), Case("run_name = \"it's\"", [], ""),
    Case("attributes.status = 'FINISHED'", [], "2"), Case("status != 'FINISHED'", [], "3415"),
    Case("start_time >= 200", [], "342"), Case("start_time != 300", [], "21"), Case("end_time > 0", [], "2"),
    Case("run_id IN ('r1', 'r5', 'r6', 'x')", [], "15"), Case("run_id NOT IN ('r1')", [], "3425"),
    Case("user_id = 'ada' AND run_id = 'r4'", [], "4"), Case("artifact_uri LIKE '%/1/r5/%'", [], "5"),
    Case("dataset.name = 'iris'", [], "4"), Case("dataset.digest != 'd1'", [], ""),
    Case("dataset.context = 'train' AND dataset.name LIKE 'i%'", [], "4"),
    Case("dataset.name IN ('iris', 'b')", [], "4"),
    Case("", ["metrics.acc DESC"], "45213"), Case("", ["metrics.acc ASC"], "12543"),
    Case("", ["metrics.loss"], "43215"),
    Case("", ["params.lr", "start_time ASC"], "21435"), Case("", ["tags.task DESC"], "23541"),
    Case("", ["attributes.run_name"], "53124"), Case("", ["start_time ASC"], "12345"),
    Case("", ["start_time ASC", "run_id DESC"], "12435"), Case("", ["end_time"], "23415"),
    Case("metrics.acc > 0 AND tags.task != 'x'", ["metrics.acc DESC", "params.lr"], "52"),
  ]

  @Test(arguments: RunEngine.allCases, runCases) func runs(engine: RunEngine, row: Case) async throws {
    let folder = try await runs(engine)
    for limit in [1, 2, 5, 50_000] {
      var (found, token): ([Run], String?) = ([], nil)
      repeat {
        let page = try await folder.store.searchRuns(
          SearchRequest(filter: row.filter, orderBy: row.order, maxResults: limit, pageToken: token),
          experiments: ["0", "1"], in: "models")
        (found, token) = (found + page.values, page.nextToken)
        #expect(page.values.count == limit || token == nil)
      } while token != nil
      #expect(found.map { String($0.id.suffix(1)) }.joined() == row.found)
      for run in found { #expect(run == (try await folder.store.run(run.id, in: "models"))) }
    }
  }

  @Test("what is searched: experiments and stages", arguments: RunEngine.allCases)
  func scopes(engine: RunEngine) async throws {
    let folder = try await runs(engine)
    func ids(_ view: ViewType, _ experiments: [String]) async throws -> String {
      try await folder.store.searchRuns(SearchRequest(viewType: view), experiments: experiments, in: "models")
        .values.map { String($0.id.suffix(1)) }.joined()
    }
    #expect(try await ids(.activeOnly, ["0"]) == "3421")
    #expect(try await ids(.deletedOnly, ["0"]) == "6")
    #expect(try await ids(.all, ["0", "1"]) == "342165")
    #expect(try await ids(.activeOnly, []) == "")
    #expect(try await ids(.activeOnly, ["77", "1"]) == "5")
  }

  // MARK: Experiments

  static let experimentCases = [
    Case("", [], "20"), Case("name LIKE 'D%'", [], "0"), Case("name ILIKE '%OWE%'", [], "2"),
    Case("tags.team = 'nlp'", [], "2"), Case("tags.team != 'x'", [], "2"), Case("creation_time > 1000", [], "2"),
    Case("experiment_id IN ('0', '3')", [], "0"), Case("", ["name"], "02"), Case("", ["last_update_time DESC"], "20"),
  ]

  /// 0 is Default, 1 deleted, 2 "flowers".
  @Test(arguments: RunEngine.allCases, experimentCases)
  func experiments(engine: RunEngine, row: Case) async throws {
    let folder = try await engine.open()
    let store = folder.store
    _ = try await store.createExperiment(NewExperiment(name: "old"), in: "models", now: 2000)
    try await store.deleteExperiment("1", in: "models", now: 3000)
    _ = try await store.createExperiment(
      NewExperiment(name: "flowers", tags: [Tag("team", "nlp")]), in: "models", now: 2000)
    _ = try await store.createExperiment(NewExperiment(name: "flowers"), in: "others", now: 2000)
    let page = try await store.searchExperiments(SearchRequest(filter: row.filter, orderBy: row.order), in: "models")
    #expect(page.values.map(\.id).joined() == row.found)
    let deleted = try await store.searchExperiments(SearchRequest(viewType: .deletedOnly), in: "models")
    #expect(deleted.values.map(\.name) == ["old"])
    let first = try await store.searchExperiments(SearchRequest(maxResults: 1), in: "models")
    let second = try await store.searchExperiments(
      SearchRequest(maxResults: 1, pageToken: first.nextToken), in: "models")
    #expect((first.values + second.values).map(\.id) == ["2", "0"] && second.nextToken == nil)
  }

  // MARK: Logged models

  struct ModelCase: Sendable, CustomTestStringConvertible {
    let search: LoggedModelSearch
    let found: String

    init(
      _ filter: String, datasets: [LoggedModelSearch.Measured] = [], by order: [LoggedModelSearch.Order] = [],
      _ found: String
    ) {
      search = LoggedModelSearch(filter: filter, datasets: datasets, orderBy: order)
      self.found = found
    }

    var testDescription: String { "\(search)" }
  }

  private static let iris = LoggedModelSearch.Measured(name: "iris", digest: "1")

  static let modelCases = [
    ModelCase("", "321"), ModelCase("name = 'clf'", "21"), ModelCase("attributes.status = 'READY'", "1"),
    ModelCase("model_type = 'sklearn' AND creation_timestamp >= 20", "2"), ModelCase("source_run_id = 'r1'", "21"),
    ModelCase("params.lr = '0.1'", "1"), ModelCase("tags.k LIKE '%'", "3"),
    ModelCase("model_id IN ('m-1', 'm-4')", "1"),
    ModelCase("metrics.acc > 0.5", "21"), ModelCase("metrics.acc > 0.5", datasets: [iris], "2"),
    ModelCase("", datasets: [iris], "21"), ModelCase("", datasets: [.init(name: "iris")], "21"),
    ModelCase("", datasets: [.init(name: "wine"), .init(name: "iris", digest: "9")], ""),
    ModelCase("experiment_id = '0'", "321"),
    ModelCase("", by: [.init("creation_timestamp", isAscending: true)], "123"),
    ModelCase("", by: [.init("metrics.acc", isAscending: false)], "123"),
    ModelCase("", by: [.init("metrics.acc")], "213"),
    ModelCase("", by: [.init("metrics.acc", isAscending: false, dataset: iris)], "213"),
    ModelCase("", by: [.init("name"), .init("model_id")], "312"),
  ]

  @Test(arguments: RunEngine.allCases, modelCases) func loggedModels(engine: RunEngine, row: ModelCase) async throws {
    let folder = try await engine.open()
    let store = folder.store
    try await store.run("r1")
    let news = [
      NewLoggedModel(
        id: "m-1", experiment: "0", name: "clf", type: "sklearn", sourceRun: "r1", parameters: [Parameter("lr", "0.1")]),
      NewLoggedModel(id: "m-2", experiment: "0", name: "clf", type: "sklearn", sourceRun: "r1"),
      NewLoggedModel(id: "m-3", experiment: "0", name: "bert", tags: [Tag("k", "")]),
      NewLoggedModel(id: "m-4", experiment: "0", name: "gone"),
    ]
    for (index, new) in news.enumerated() {
      _ = try await store.createLoggedModel(new, in: "models", now: Int64(index + 1) * 10)
    }
    try await store.deleteLoggedModel("m-4", in: "models", now: 50)
    _ = try await store.finalizeLoggedModel("m-1", as: .ready, in: "models", now: 50)
    let iris = DatasetID(name: "iris", digest: "1")
    try await store.log(
      RunBatch(metrics: [
        MetricPoint("acc", 0.4, timestamp: 1, model: "m-1", dataset: iris),
        MetricPoint("acc", 0.9, timestamp: 2, model: "m-1"),
        MetricPoint("acc", 0.7, timestamp: 1, model: "m-2", dataset: iris),
      ]), to: "r1", in: "models")
    let page = try await store.searchLoggedModels(row.search, experiments: ["0"], in: "models")
    #expect(page.values.map { String($0.id.suffix(1)) }.joined() == row.found)
  }

  // MARK: Refusals

  static let refusals: [(request: SearchRequest, fragment: String)] = [
    (SearchRequest(filter: "metrics.acc > 'x'"), "Invalid filter or order_by: column 15"),
    (SearchRequest(filter: "tags.a = 'b' OR tags.a = 'c'"), "Invalid filter or order_by: "),
    (SearchRequest(orderBy: ["metrics.acc UP"]), "'UP' is not a direction"),
    (SearchRequest(orderBy: ["run_id", "run_id"]), "run_id appears twice"),
    (
      SearchRequest(maxResults: 0),
      "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer"
    ),
    (SearchRequest(maxResults: 50_001), "It must be at most 50000"),
    (SearchRequest(pageToken: "1-abc"), "Invalid page token '1-abc'"),
    (SearchRequest(filter: "tags.a = 'b\0'"), "U+0000"),
    (
      SearchRequest(filter: Array(repeating: "tags.a = 'b'", count: 501).joined(separator: " AND ")),
      "A filter has at most 500 conditions"
    ),
  ]

  @Test(arguments: RunEngine.allCases, Array(refusals.indices)) func refused(engine: RunEngine, index: Int) async throws
  {
    let folder = try await engine.open()
    let (request, fragment) = Self.refusals[index]
    let error = await #expect(throws: RunStoreError.self) {
      try await folder.store.searchRuns(request, experiments: ["0"], in: "models")
    }
    #expect(error?.kind == .invalid && error?.message.contains(fragment) == true, "\(error?.message ?? "")")
  }

  @Test("as many conditions as there may be", arguments: RunEngine.allCases)
  func largest(engine: RunEngine) async throws {
    let folder = try await runs(engine)
    let filter = Array(repeating: "params.lr LIKE '0.1%' ", count: 500).joined(separator: " AND ")
    let page = try await folder.store.searchRuns(SearchRequest(filter: filter), experiments: ["0"], in: "models")
    #expect(page.values.map(\.id) == ["r4", "r1"])
    let ids = (0..<5000).map { "'x\($0)'" }.joined(separator: ",")
    let list = try await folder.store.searchRuns(
      SearchRequest(filter: "run_id IN (\(ids), 'r1')"), experiments: ["0"], in: "models")
    #expect(list.values.map(\.id) == ["r1"])
  }
}
