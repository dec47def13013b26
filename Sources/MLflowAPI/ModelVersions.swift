import Access
import Actions
import CommitQueue
import Diagnostics
import Endpoints
import ManifestCoding
import Manifests
import Query
import RegistryStore
import Rules
import RunStore

/// Versions of registered models.
struct ModelVersions: Sendable {
  let repository: ServedRepository
  let store: any RunStore

  init(_ repository: ServedRepository, _ store: any RunStore) {
    self.repository = repository
    self.store = store
  }

  var calls: [MLflowMount.Call] {
    [
      .init(.post, "/model-versions/create", .write, create),
      .init(.get, "/model-versions/get", .look, get),
      .init(.patch, "/model-versions/update", .write, update),
      .init(.delete, "/model-versions/delete", .write, delete),
      .init(.get, "/model-versions/search", .look, search),
      .init(.post, "/model-versions/search", .look, search),
      .init(.get, "/model-versions/get-download-uri", .read, downloadURI),
      .init(.post, "/model-versions/set-tag", .write, setTag),
      .init(.delete, "/model-versions/delete-tag", .write, deleteTag),
      .init(.post, "/model-versions/transition-stage", .write, transition),
    ]
  }

  // MARK: Reading

  @Sendable func get(_ call: MLflowCall) async throws -> JSONValue {
    let (model, version) = (try call.model(), try call.fields.required("version"))
    return .object([
      "model_version": try await repository.read { reader in
        let view = ModelView(reader)
        return try view.version(view.number(version, of: model), of: model)
      }
    ])
  }

  @Sendable func downloadURI(_ call: MLflowCall) async throws -> JSONValue {
    let (model, version) = (try call.model(), try call.fields.required("version"))
    let number = try await repository.read { try ModelView($0).number(version, of: model) }
    return .object(["artifact_uri": .string("mlflow-artifacts:/\(VersionFolder.path(of: number, model))")])
  }

  @Sendable func search(_ call: MLflowCall) async throws -> JSONValue {
    let registry = call.registry
    let filter = try Filter(call.fields.text("filter") ?? "", in: .mlflowVersions)
    let sort = try Sort(orderBy: call.fields.texts("order_by"), in: .mlflowVersions)
    let page = try PageRequest(call.fields, usual: 10_000, atMost: 200_000)
    let now = repository.now()
    return try await repository.read { reader in
      let view = ModelView(reader)
      let rows = try view.versionRows(in: registry).filter { filter.matches($0, now: now) }
      let (shown, next) = page.cut(sort.ordered(rows))
      return .object([
        "model_versions": .array(try shown.map { try view.version($0.number, of: $0.model) }),
        "next_page_token": next.map { .string($0) },
      ])
    }
  }

  // MARK: Writing

  @Sendable func create(_ call: MLflowCall) async throws -> JSONValue {
    try await answer(publish(call), call.model())
  }

  private func answer(_ number: SemanticVersion, _ model: ModelName) async throws -> JSONValue {
    .object(["model_version": try await repository.read { try ModelView($0).version(number, of: model) }])
  }

  private func publish(_ call: MLflowCall) async throws -> SemanticVersion {
    let (model, fields) = (try call.model(), call.fields)
    let source = try fields.text("source") ?? ""
    let run = try fields.text("run_id").flatMap { $0.isEmpty ? nil : $0 }
    let modelID = try fields.text("model_id").flatMap { $0.isEmpty ? nil : $0 }
    _ = try await repository.read { try ModelView($0).manifest(of: model).tags.count }
    let origin = try await VersionOrigin(source, run: run, modelID: modelID, in: call.registry, store, repository)
    var changes = origin.facts
    changes.tags = try fields.tags("tags")
    try Self.requireOwn(changes.tags)
    let wanted = VersionTag.numbers.lazy.compactMap { changes.tags[$0] }.first
    changes.tags[VersionTag.source] = source.isEmpty ? nil : source
    changes.tags[VersionTag.loggedModel] = modelID
    changes.tags[VersionTag.runLink] = try fields.text("run_link").flatMap { $0.isEmpty ? nil : $0 }
    changes.description = try fields.text("description")
    changes.run = run ?? origin.run
    let choice = try wanted.map { try NumberChoice(named: $0, of: model) } ?? .honest
    let landed = try await repository.commit([PublishVersion(choice, of: model, changes)], by: call.principal)
    guard let number = landed.version else { throw MLflowError(.internalError, "The version has no number") }
    return number
  }

  @Sendable func update(_ call: MLflowCall) async throws -> JSONValue {
    let (model, number) = try await existing(call)
    var changes = FactChanges()
    changes.description = try call.fields.text("description") ?? ""
    _ = try await repository.commit([EditVersion(.version(number), of: model, changes)], by: call.principal)
    return try await get(call)
  }

  @Sendable func delete(_ call: MLflowCall) async throws -> JSONValue {
    let (model, number) = try await existing(call)
    let aliases = try await repository.read { try $0.find.model(model).aliases(of: number) }
    // MLflow's server takes away a version's aliases with it.
    let unnamed: [any Action] = aliases.isEmpty ? [] : [RemoveAlias(aliases, of: model)]
    _ = try await repository.commit(unnamed + [RetireVersion(number, of: model)], by: call.principal)
    return .object([])
  }

  @Sendable func setTag(_ call: MLflowCall) async throws -> JSONValue {
    let (model, number) = try await existing(call)
    try await setTags([try call.fields.required("key"): try call.fields.text("value") ?? ""], number, model, call)
    return .object([])
  }

  @Sendable func deleteTag(_ call: MLflowCall) async throws -> JSONValue {
    let (model, number) = try await existing(call)
    let key = try call.fields.required("key")
    let isThere = try await repository.read { try $0.find.version(number, of: model).tags[key] != nil }
    // What is not there is deleted already.
    guard isThere, !VersionTag.all.contains(key) else { return .object([]) }
    var edit = EditVersion(.version(number), of: model, FactChanges())
    edit.removedTags = [key]
    _ = try await repository.commit([edit], by: call.principal)
    return .object([])
  }

  @Sendable func transition(_ call: MLflowCall) async throws -> JSONValue {
    let (model, number) = try await existing(call)
    let wanted = try call.fields.required("stage")
    guard let stage = Stage(named: wanted) else {
      throw MLflowError.invalid("Invalid Model Version stage: \(wanted). Value must be one of \(Stage.names).")
    }
    let archives = try call.fields.flag("archive_existing_versions")
    guard !archives || stage == .staging || stage == .production else {
      throw MLflowError.invalid(
        "Model version transition cannot archive existing model versions because '\(stage.rawValue)' is not an Active stage. Valid stages are Staging, Production"
      )
    }
    let others =
      archives ? try await repository.read { try ModelView($0).numbers(of: model, in: stage) } : []
    var actions: [any Action] = others.filter { $0 != number }.map { Self.stage(.archived, of: $0, model) }
    actions.append(Self.stage(stage, of: number, model))
    _ = try await repository.commit(actions, by: call.principal)
    return try await get(call)
  }

  private static func stage(_ stage: Stage, of number: SemanticVersion, _ model: ModelName) -> EditVersion {
    var changes = FactChanges()
    changes.tags = [VersionTag.stage: stage.rawValue]
    return EditVersion(.version(number), of: model, changes)
  }

  private func setTags(
    _ tags: [String: String], _ number: SemanticVersion, _ model: ModelName, _ call: MLflowCall
  ) async throws {
    try Self.requireOwn(tags)
    var changes = FactChanges()
    changes.tags = tags
    _ = try await repository.commit([EditVersion(.version(number), of: model, changes)], by: call.principal)
  }

  private static func requireOwn(_ tags: [String: String]) throws(MLflowError) {
    guard let key = tags.keys.first(where: VersionTag.all.contains) else { return }
    throw .invalid("The tag '\(key)' is set by the server alone")
  }

  private func existing(_ call: MLflowCall) async throws -> (ModelName, SemanticVersion) {
    let (model, version) = (try call.model(), try call.fields.required("version"))
    return (model, try await repository.read { try ModelView($0).number(version, of: model) })
  }
}

extension MLflowCall {
  func model() throws(MLflowError) -> ModelName {
    ModelName(registry: registry, model: try fields.required("name"))
  }
}
