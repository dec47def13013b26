import RunStore
import Testing

/// What is logged wrongly is refused in MLflow's words, and leaves nothing.
@Suite struct RunRefusalTests {
  typealias Case = ExperimentContractTests.Case

  private static func batch(
    _ metrics: [MetricPoint] = [], _ parameters: [Parameter] = [], _ tags: RunTags = []
  ) -> @Sendable (any RunStore) async throws -> Void {
    { try await $0.log(RunBatch(metrics: metrics, parameters: parameters, tags: tags), to: "r1", in: "models") }
  }

  private static func point(_ key: String, timestamp: Int64 = 0) -> MetricPoint {
    MetricPoint(key, 1, timestamp: timestamp)
  }

  private static let characters =
    "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/)."
  private static let files =
    "Names may be treated as files in certain cases, and must not resolve to other names when treated as such. "
    + "This name would resolve to "

  static let cases =
    [
      ("a~b", "Invalid value \"a~b\" for parameter 'key' supplied: \(characters)"),
      ("", "Invalid value \"\" for parameter 'key' supplied: \(files)'.'"),
      (".", "Invalid value \".\" for parameter 'key' supplied: \(files)'.'"),
      ("../a", "Invalid value \"../a\" for parameter 'key' supplied: \(files)'../a'"),
      ("a//b", "Invalid value \"a//b\" for parameter 'key' supplied: \(files)'a/b'"),
      ("/a", "Invalid value \"/a\" for parameter 'key' supplied: \(files)'/a'"),
      ("a/../../b", "Invalid value \"a/../../b\" for parameter 'key' supplied: \(files)'../b'"),
      ("a\n", "Invalid value \"a\\n\" for parameter 'key' supplied: \(characters)"),
    ].flatMap { key, message in
      [
        Case("parameter '\(key)'", .invalid, message) {
          try await $0.logParameter(Parameter(key, "1"), to: "r1", in: "models")
        },
        Case("tag '\(key)'", .invalid, message) { try await $0.setTag(Tag(key, "1"), ofRun: "r1", in: "models") },
        Case(
          "metric '\(key)'", .invalid, message.replacing("'key'", with: "'name'"),
          { try await $0.logMetric(point(key), to: "r1", in: "models") }),
      ]
    } + [
      Case(
        "a metric of a batch", .invalid,
        "Invalid value \"a~b\" for parameter 'metrics[1].name' supplied: \(characters)",
        batch([point("a"), point("a~b")])),
      Case(
        "a parameter of a batch", .invalid,
        "Invalid value \"a~b\" for parameter 'params[0].key' supplied: \(characters)",
        batch([point("a")], [Parameter("a~b", "")])),
      Case(
        "a tag of a batch", .invalid, "Invalid value \"a~b\" for parameter 'tags[0].key' supplied: \(characters)",
        batch([point("a")], [], [Tag("a~b", "")])),
      Case(
        "a time before 1970", .invalid,
        "Invalid value -1 for parameter 'timestamp' supplied: metric 'a' (value=1.0). "
          + "Timestamp must be a nonnegative long (64-bit integer) "
      ) { try await $0.logMetric(point("a", timestamp: -1), to: "r1", in: "models") },
      Case(
        "too many metrics", .invalid,
        "A batch logging request can contain at most 1000 metrics. Got 1001 metrics. "
          + "Please split up metrics across multiple requests and try again.",
        batch((0...1000).map { point("m\($0)") })),
      Case(
        "too many parameters", .invalid,
        "A batch logging request can contain at most 100 params. Got 101 params. "
          + "Please split up params across multiple requests and try again.",
        batch([], (0...100).map { Parameter("p\($0)", "") })),
      Case(
        "too many tags", .invalid,
        "A batch logging request can contain at most 100 tags. Got 101 tags. "
          + "Please split up tags across multiple requests and try again.",
        batch([], [], (0...100).map { Tag("t\($0)", "") })),
      Case(
        "too many of all", .invalid,
        "A batch logging request can contain at most 1000 metrics, params, and tags. Got 1001 metrics, params, and tags. "
          + "Please split up metrics, params, and tags across multiple requests and try again.",
        batch((0..<1000).map { point("m\($0)") }, [Parameter("p", "")])),
      Case(
        "a parameter twice", .invalid,
        "Duplicate parameter keys have been submitted: ['b']. "
          + "Please ensure the request contains only one param value per param key.",
        batch([], [Parameter("b", "1"), Parameter("b", "1")])),
      Case(
        "another value", .invalid,
        "Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' "
          + "for run ID='r1'. Attempted logging new value '0.2'."
      ) { try await $0.logParameter(Parameter("lr", "0.2"), to: "r1", in: "models") },
      Case(
        "another value in a batch", .invalid,
        "Changing param values is not allowed. Params were already logged='[{'key': 'lr', 'old_value': '0.1', "
          + "'new_value': \"it's\"}]' for run ID='r1'.",
        batch([point("a")], [Parameter("new", "1"), Parameter("lr", "it's")], [Tag("a", "b")])),
      Case("a long key", .invalid, "'key' exceeds the maximum length of 250 characters") {
        try await $0.setTag(Tag(String(repeating: "k", count: 251), ""), ofRun: "r1", in: "models")
      },
      Case("a long parameter", .invalid, "'Param key' exceeds the maximum length of 250 characters") {
        try await $0.logParameter(Parameter(String(repeating: "k", count: 251), ""), to: "r1", in: "models")
      },
      Case("a long metric", .invalid, "'Metric name' exceeds the maximum length of 250 characters") {
        try await $0.logMetric(point(String(repeating: "k", count: 251)), to: "r1", in: "models")
      },
      Case("no such run", .notFound, "Run with id=r9 not found") {
        try await $0.logMetric(point("a"), to: "r9", in: "models")
      },
      Case("a run of another registry", .notFound, "Run with id=r1 not found") {
        try await $0.logMetric(point("a"), to: "r1", in: "others")
      },
      Case("a deleted run", .invalid, "The run gone must be in the 'active' state. Current state is deleted.") {
        try await $0.logMetric(point("a"), to: "gone", in: "models")
      },
      Case("a deleted run's status", .invalid, "The run gone must be in the 'active' state. Current state is deleted.")
      {
        _ = try await $0.updateRun("gone", RunUpdate(status: .failed), in: "models")
      },
      Case("no id", .invalid, "Invalid value \"a b\" for parameter 'run_id' supplied.") {
        try await $0.log(RunBatch(), to: "a b", in: "models")
      },
      Case("a tag that is not there", .notFound, "No tag with name: a in run with id r1") {
        try await $0.deleteTag("a", ofRun: "r1", in: "models")
      },
      Case("an id twice", .alreadyExists, "Run with id=r1 already exists") { try await $0.run("r1") },
      Case(
        "two names", .invalid,
        "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
          + "(run_name='a', mlflow.runName='b')."
      ) { try await $0.run("r2", name: "a", tags: [Tag("mlflow.runName", "b")]) },
      Case("a dataset's digest", .invalid, "'digest' exceeds the maximum length of 36 characters") {
        let id = DatasetID(name: "n", digest: String(repeating: "d", count: 37))
        try await $0.logInputs(
          [DatasetInput(Dataset(id, sourceType: "", source: ""))], models: [], to: "r1", in: "models")
      },
    ]

  @Test(arguments: RunEngine.allCases, cases) func refused(engine: RunEngine, refusal: Case) async throws {
    let folder = try await engine.open()
    try await folder.store.run("r1")
    try await folder.store.run("gone")
    try await folder.store.logParameter(Parameter("lr", "0.1"), to: "r1", in: "models")
    try await folder.store.deleteRun("gone", in: "models", now: 5)
    let before = try await folder.store.run("r1", in: "models")
    await #expect(throws: RunStoreError(refusal.kind, refusal.message)) { try await refusal.act(folder.store) }
    #expect(try await folder.store.run("r1", in: "models") == before)
  }

  @Test("names that MLflow takes", arguments: RunEngine.allCases)
  func taken(engine: RunEngine) async throws {
    let folder = try await engine.open()
    try await folder.store.run("r1")
    let names = ["a", "a b", "a/b", "a:b", "a.b-c_d", "größe", "精度", "a/..."]
    try await folder.store.log(
      RunBatch(
        metrics: names.map { Self.point($0) }, parameters: names.map { Parameter($0, $0) },
        tags: names.map { Tag($0, $0) }),
      to: "r1", in: "models")
    let run = try await folder.store.run("r1", in: "models")
    #expect(Set(run.metrics.map(\.key)) == Set(names) && Set(run.parameters.map(\.key)) == Set(names))
  }

  @Test("long values are cut as MLflow's server cuts them", arguments: RunEngine.allCases)
  func cut(engine: RunEngine) async throws {
    let folder = try await engine.open()
    try await folder.store.run("r1", name: "n")
    try await folder.store.log(
      RunBatch(
        parameters: [Parameter("p", String(repeating: "é", count: 6001))],
        tags: [Tag("t", String(repeating: "é", count: 8001))]), to: "r1", in: "models")
    let run = try await folder.store.run("r1", in: "models")
    #expect(run.parameters == [Parameter("p", String(repeating: "é", count: 6000))])
    #expect(run.tags.last == Tag("t", String(repeating: "é", count: 8000)))
    // What was cut is the same parameter when it is logged again.
    try await folder.store.logParameter(
      Parameter("p", String(repeating: "é", count: 6001)), to: "r1", in: "models")
  }
}
