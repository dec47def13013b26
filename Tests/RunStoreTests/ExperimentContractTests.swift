import RunStore
import Testing

@Suite struct ExperimentContractTests {
  @Test("a registry has experiment 0 once it is prepared, and nothing of another's", arguments: RunEngine.allCases)
  func prepared(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    try await store.prepare("models", now: 9999)
    let first = try await store.experiment("0", in: "models")
    #expect(first.name == "Default" && first.created == 1000 && first.stage == .active)
    #expect(first.artifactLocation == "mlflow-artifacts:/0")
    #expect(try await store.experiment("", in: "models") == first)
    #expect(try await store.experiment(named: "Default", in: "models") == first)
    await #expect(throws: RunStoreError(.notFound, "No Experiment with id=0 exists")) {
      try await store.experiment("0", in: "others")
    }
    let made = try await store.createExperiment(NewExperiment(name: "a"), in: "models", now: 1)
    let other = try await store.createExperiment(NewExperiment(name: "a"), in: "others", now: 1)
    #expect(made.id == "1" && other.id == "1")
    try await store.prepare("others", now: 5)
    #expect(try await store.experiment("0", in: "others").created == 5)
  }

  @Test("what is given comes back, and changes", arguments: RunEngine.allCases)
  func life(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let store = folder.store
    let made = try await store.createExperiment(
      NewExperiment(name: "iris", artifactLocation: "s3://bucket/x", tags: [Tag("b", ""), Tag("a", "1")]),
      in: "models", now: 10)
    #expect(made == (try await store.experiment(made.id, in: "models")))
    #expect(made.artifactLocation == "s3://bucket/x" && made.tags == [Tag("a", "1"), Tag("b", "")])
    try await store.renameExperiment(made.id, to: "flowers", in: "models", now: 20)
    try await store.setTag(Tag("a", "2"), ofExperiment: made.id, in: "models")
    try await store.deleteTag("b", ofExperiment: made.id, in: "models")
    let changed = try await store.experiment(named: "flowers", in: "models")
    #expect(changed.id == made.id && changed.updated == 20 && changed.tags == [Tag("a", "2")])
    try await store.run("r1", experiment: made.id)
    try await store.deleteExperiment(made.id, in: "models", now: 30)
    #expect(try await store.experiment(made.id, in: "models").stage == .deleted)
    #expect(try await store.run("r1", in: "models").stage == .deleted)
    try await store.restoreExperiment(made.id, in: "models", now: 40)
    #expect(try await store.experiment(made.id, in: "models").updated == 40)
    #expect(try await store.run("r1", in: "models").stage == .active)
  }

  @Test("a model's experiment is made once", arguments: RunEngine.allCases)
  func models(engine: RunEngine) async throws {
    let folder = try await engine.open()
    let made = try await folder.store.experiment(ofModel: "tiny-bert", in: "models", now: 10)
    #expect(made.name == "[model]tiny-bert")
    #expect(try await folder.store.experiment(ofModel: "tiny-bert", in: "models", now: 20) == made)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let kind: RunStoreError.Kind
    let message: String
    let act: @Sendable (any RunStore) async throws -> Void

    init(
      _ name: String, _ kind: RunStoreError.Kind, _ message: String,
      _ act: @escaping @Sendable (any RunStore) async throws -> Void
    ) {
      (testDescription, self.kind, self.message, self.act) = (name, kind, message, act)
    }
  }

  /// Experiment 1, "taken", is deleted.
  static let refusals = [
    Case("a taken name", .alreadyExists, "Experiment(name=Default) already exists.") {
      _ = try await $0.createExperiment(NewExperiment(name: "Default"), in: "models", now: 1)
    },
    Case("a deleted one's name", .alreadyExists, "Experiment(name=taken) already exists.") {
      _ = try await $0.createExperiment(NewExperiment(name: "taken"), in: "models", now: 1)
    },
    Case("no name", .invalid, "Invalid experiment name: ''") {
      _ = try await $0.createExperiment(NewExperiment(name: ""), in: "models", now: 1)
    },
    Case("a long name", .invalid, "'name' exceeds the maximum length of 500 characters") {
      _ = try await $0.createExperiment(
        NewExperiment(name: String(repeating: "é", count: 501)), in: "models", now: 1)
    },
    Case("a location in a run", .invalid, "Artifact location cannot be a runs:/ URI. Given: 'runs:/a/b'") {
      _ = try await $0.createExperiment(NewExperiment(name: "x", artifactLocation: "runs:/a/b"), in: "models", now: 1)
    },
    Case("no number", .invalid, "Invalid experiment ID 'x'. Experiment ID must be a valid integer.") {
      _ = try await $0.experiment("x", in: "models")
    },
    Case("an unknown number", .notFound, "No Experiment with id=77 exists") {
      _ = try await $0.experiment("77", in: "models")
    },
    Case("an unknown name", .notFound, "Could not find experiment with name 'nobody'") {
      _ = try await $0.experiment(named: "nobody", in: "models")
    },
    Case("a deleted one renamed", .state, "Cannot rename a non-active experiment.") {
      try await $0.renameExperiment("1", to: "y", in: "models", now: 1)
    },
    Case("renamed to a taken name", .alreadyExists, "Experiment(name=taken) already exists.") {
      try await $0.renameExperiment("0", to: "taken", in: "models", now: 1)
    },
    Case("a deleted one deleted", .notFound, "No Experiment with id=1 exists") {
      try await $0.deleteExperiment("1", in: "models", now: 1)
    },
    Case("an active one restored", .notFound, "No Experiment with id=0 exists") {
      try await $0.restoreExperiment("0", in: "models", now: 1)
    },
    Case(
      "a deleted one's tag", .invalid, "The experiment 1 must be in the 'active' state. Current state is deleted."
    ) { try await $0.setTag(Tag("a", "b"), ofExperiment: "1", in: "models") },
    Case("a tag that is not there", .notFound, "No tag with name: a in experiment with id 0") {
      try await $0.deleteTag("a", ofExperiment: "0", in: "models")
    },
    Case(
      "a run in a deleted one", .invalid, "The experiment 1 must be in the 'active' state. Current state is deleted."
    ) { try await $0.run("r1", experiment: "1") },
    Case("a run in none", .notFound, "No Experiment with id=77 exists") { try await $0.run("r1", experiment: "77") },
  ]

  @Test("what is refused, with MLflow's words", arguments: RunEngine.allCases, refusals)
  func refused(engine: RunEngine, refusal: Case) async throws {
    let folder = try await engine.open()
    _ = try await folder.store.createExperiment(NewExperiment(name: "taken"), in: "models", now: 1)
    try await folder.store.deleteExperiment("1", in: "models", now: 2)
    await #expect(throws: RunStoreError(refusal.kind, refusal.message)) { try await refusal.act(folder.store) }
  }
}
