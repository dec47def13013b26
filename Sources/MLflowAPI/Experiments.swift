import Access
import Actions
import Diagnostics
import Endpoints
import Manifests
import RegistryStore
import Rules
import RunStore

/// Experiments of a registry.
struct Experiments: Sendable {
  let models: ServedModels

  init(_ models: ServedModels) { self.models = models }

  private var repository: ServedRepository { models.repository }
  private var store: any RunStore { models.store }

  private func now() -> Int64 { repository.now() }

  var calls: [MLflowMount.Call] {
    [
      .init(.post, "/experiments/create", .write, create),
      .init(.get, "/experiments/get", .look, get),
      .init(.get, "/experiments/get-by-name", .look, getByName),
      .init(.post, "/experiments/search", .look, search),
      .init(.get, "/experiments/search", .look, search),
      .init(.post, "/experiments/update", .write, update),
      .init(.post, "/experiments/delete", .write, delete),
      .init(.post, "/experiments/restore", .write, restore),
      .init(.post, "/experiments/set-experiment-tag", .write, setTag),
      .init(.post, "/experiments/delete-experiment-tag", .write, deleteTag),
    ]
  }

  @Sendable func create(_ call: MLflowCall) async throws -> JSONValue {
    try await prepare(call)
    let new = NewExperiment(
      name: try call.fields.required("name"), artifactLocation: try call.fields.text("artifact_location"),
      tags: try call.fields.tagList("tags"))
    let made = try await store.createExperiment(new, in: call.registry, now: now())
    return .object(["experiment_id": .string(made.id)])
  }

  @Sendable func get(_ call: MLflowCall) async throws -> JSONValue {
    try await prepare(call)
    let found = try await store.experiment(call.fields.required("experiment_id"), in: call.registry)
    return .object(["experiment": found.mlflow])
  }

  @Sendable func getByName(_ call: MLflowCall) async throws -> JSONValue {
    try await prepare(call)
    let name = try call.fields.required("experiment_name")
    try await makeExperiment(ofModel: name, call)
    let found = try await store.experiment(named: name, in: call.registry)
    return .object(["experiment": found.mlflow])
  }

  @Sendable func search(_ call: MLflowCall) async throws -> JSONValue {
    try await prepare(call)
    let page = try await store.searchExperiments(
      call.fields.search(view: "view_type", usual: 1000, atMost: 50_000), in: call.registry)
    return .object([
      "experiments": .array(page.values.map(\.mlflow)), "next_page_token": page.nextToken.map { .string($0) },
    ])
  }

  @Sendable func update(_ call: MLflowCall) async throws -> JSONValue {
    try await prepare(call)
    let id = try call.fields.required("experiment_id")
    if let name = try call.fields.text("new_name") {
      try await store.renameExperiment(id, to: name, in: call.registry, now: now())
    }
    return .object([])
  }

  @Sendable func delete(_ call: MLflowCall) async throws -> JSONValue {
    try await prepare(call)
    let id = try call.fields.required("experiment_id")
    guard id != Experiment.defaultID else {
      throw MLflowError.invalid("The experiment '\(id)' is where runs go that name no other, and cannot be deleted")
    }
    try await store.deleteExperiment(id, in: call.registry, now: now())
    return .object([])
  }

  @Sendable func restore(_ call: MLflowCall) async throws -> JSONValue {
    try await store.restoreExperiment(call.fields.required("experiment_id"), in: call.registry, now: now())
    return .object([])
  }

  @Sendable func setTag(_ call: MLflowCall) async throws -> JSONValue {
    try await prepare(call)
    let tag = try call.fields.tag()
    try await store.setTag(tag, ofExperiment: call.fields.required("experiment_id"), in: call.registry)
    return .object([])
  }

  @Sendable func deleteTag(_ call: MLflowCall) async throws -> JSONValue {
    try await store.deleteTag(
      call.fields.required("key"), ofExperiment: call.fields.required("experiment_id"), in: call.registry)
    return .object([])
  }

  /// The experiment `[model]NAME` is there as soon as the model is.
  private func makeExperiment(ofModel experiment: String, _ call: MLflowCall) async throws {
    let prefix = Experiment.name(ofModel: "")
    guard experiment.hasPrefix(prefix) else { return }
    let (name, registry) = (String(experiment.dropFirst(prefix.count)), call.registry)
    // One that was renamed is known by its folder still, but its experiment has the new name.
    let model = try await models.view { view in try view.known(name, in: registry).map { try view.name(of: $0) } }
    guard model == name else { return }
    _ = try await store.experiment(ofModel: name, in: call.registry, now: now())
  }

  /// Each registry has its experiment "0".
  private func prepare(_ call: MLflowCall) async throws { try await store.prepare(call.registry, now: now()) }
}
