import RunStore
import Testing

@Suite struct LoggedModelContractTests {
  typealias Case = ExperimentContractTests.Case

  @Test("a logged model has what it was given, and what was measured of it", arguments: RunEngine.allCases)
  func life(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    try await store.run("r1")
    let made = try await store.createLoggedModel(
      NewLoggedModel(
        id: "m-1", experiment: "0", name: "clf", type: "sklearn", sourceRun: "r1", tags: [Tag("k", "v")],
        parameters: [Parameter("lr", "0.1")]), in: "models", now: 10)
    #expect(made == (try await store.loggedModel("m-1", in: "models")))
    #expect(made.artifactURI == "mlflow-artifacts:/0/models/m-1/artifacts" && made.status == .pending)
    #expect(made.created == 10 && made.updated == 10 && made.type == "sklearn" && made.sourceRun == "r1")
    let iris = DatasetID(name: "iris", digest: "1")
    let points = [
      MetricPoint("acc", 0.5, timestamp: 1, model: "m-1"),
      MetricPoint("acc", 0.5, timestamp: 1, model: "m-1", dataset: iris),
      MetricPoint("acc", .nan, timestamp: 2, step: 3, model: "m-1", dataset: iris),
    ]
    for _ in 0..<2 { try await store.log(RunBatch(metrics: points), to: "r1", in: "models") }
    let ready = try await store.finalizeLoggedModel("m-1", as: .ready, in: "models", now: 20)
    #expect(ready.status == .ready && ready.updated == 20)
    #expect(ready.metrics == points.map { MetricSample(run: "r1", point: $0) })
    #expect(try await store.run("r1", in: "models").metrics == [MetricPoint("acc", .nan, timestamp: 2, step: 3)])
    try await store.setTags([Tag("a", "1"), Tag("k", "w"), Tag("a", "2")], ofLoggedModel: "m-1", in: "models")
    try await store.deleteTag("k", ofLoggedModel: "m-1", in: "models")
    try await store.logParameters(
      [Parameter("lr", "0.1"), Parameter("depth", "3")], toLoggedModel: "m-1", in: "models")
    let changed = try await store.loggedModel("m-1", in: "models")
    #expect(changed.tags == [Tag("a", "2")])
    #expect(changed.parameters == [Parameter("depth", "3"), Parameter("lr", "0.1")])
    try await store.deleteLoggedModel("m-1", in: "models", now: 30)
    await #expect(throws: RunStoreError(.notFound, "Logged model with ID 'm-1' not found.")) {
      try await store.loggedModel("m-1", in: "models")
    }
  }

  static let refusals = [
    Case("no such model", .notFound, "Logged model with ID 'm-9' not found.") {
      _ = try await $0.finalizeLoggedModel("m-9", as: .ready, in: "models", now: 1)
    },
    Case("a model of another registry", .notFound, "Logged model with ID 'm-1' not found.") {
      _ = try await $0.loggedModel("m-1", in: "others")
    },
    Case("an id twice", .alreadyExists, "Logged model with ID 'm-1' already exists.") {
      _ = try await $0.createLoggedModel(NewLoggedModel(id: "m-1", experiment: "0"), in: "models", now: 1)
    },
    Case("no experiment", .notFound, "No Experiment with id=77 exists") {
      _ = try await $0.createLoggedModel(NewLoggedModel(id: "m-2", experiment: "77"), in: "models", now: 1)
    },
    Case(
      "a bad name", .invalid,
      "Invalid model name ('a.b') provided. Model name must be a non-empty string and cannot contain the following "
        + "characters: ('/', ':', '.', '%', '\"', \"'\")"
    ) {
      _ = try await $0.createLoggedModel(NewLoggedModel(id: "m-2", experiment: "0", name: "a.b"), in: "models", now: 1)
    },
    Case(
      "another value", .invalid,
      "Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' "
        + "for model ID='m-1'. Attempted logging new value '0.2'."
    ) {
      try await $0.logParameters([Parameter("new", "1"), Parameter("lr", "0.2")], toLoggedModel: "m-1", in: "models")
    },
    Case("a tag that is not there", .notFound, "No tag with key 'a' found for model with ID 'm-1'.") {
      try await $0.deleteTag("a", ofLoggedModel: "m-1", in: "models")
    },
  ]

  @Test(arguments: RunEngine.allCases, refusals) func refused(engine: RunEngine, refusal: Case) async throws {
    let folder = try await engine.open()
    let made = try await folder.store.createLoggedModel(
      NewLoggedModel(id: "m-1", experiment: "0", parameters: [Parameter("lr", "0.1")]), in: "models", now: 1)
    #expect(made.name.wholeMatch(of: /[a-z]+-[a-z]+-[0-9]+/) != nil)
    await #expect(throws: RunStoreError(refusal.kind, refusal.message)) { try await refusal.act(folder.store) }
    #expect(try await folder.store.loggedModel("m-1", in: "models") == made)
  }
}
