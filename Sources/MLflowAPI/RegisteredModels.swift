import Access
import Actions
import Diagnostics
import Endpoints
import Manifests
import Query
import RegistryStore
import Rules
import RunStore

/// Registered models: the models of a registry.
struct RegisteredModels: Sendable {
  let models: ServedModels

  init(_ models: ServedModels) { self.models = models }

  var calls: [MLflowMount.Call] {
    [
      .init(.post, "/registered-models/create", .write, create),
      .init(.get, "/registered-models/get", .look, get),
      .init(.patch, "/registered-models/update", .write, update),
      .init(.post, "/registered-models/rename", .write, rename),
      .init(.delete, "/registered-models/delete", .write, delete),
      .init(.get, "/registered-models/search", .look, search),
      .init(.post, "/registered-models/search", .look, search),
      .init(.post, "/registered-models/get-latest-versions", .look, latestVersions),
      .init(.get, "/registered-models/get-latest-versions", .look, latestVersions),
      .init(.post, "/registered-models/set-tag", .write, setTag),
      .init(.delete, "/registered-models/delete-tag", .write, deleteTag),
      .init(.post, "/registered-models/alias", .write, setAlias),
      .init(.delete, "/registered-models/alias", .write, deleteAlias),
      .init(.get, "/registered-models/alias", .look, versionByAlias),
    ]
  }

  // MARK: Reading

  @Sendable func get(_ call: MLflowCall) async throws -> JSONValue {
    let (name, registry) = (try call.fields.required("name"), call.registry)
    return .object([
      "registered_model": try await models.view { view in try view.model(view.find(name, in: registry)) }
    ])
  }

  @Sendable func search(_ call: MLflowCall) async throws -> JSONValue {
    let registry = call.registry
    let filter = try Filter(call.fields.text("filter") ?? "", in: .mlflowModels)
    let sort = try Sort(orderBy: call.fields.texts("order_by"), in: .mlflowModels)
    let page = try PageRequest(call.fields, usual: 100, atMost: 1000)
    let now = models.repository.now()
    return try await models.view { view in
      var rows = try view.modelNames(in: registry).compactMap {
        try view.row(ModelName(registry: registry, model: $0))
      }.filter { filter.matches($0, now: now) }
      rows.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      let (shown, next) = page.cut(sort.ordered(rows))
      return .object([
        "registered_models": .array(try shown.map { try view.model($0.model) }),
        "next_page_token": next.map { .string($0) },
      ])
    }
  }

  @Sendable func latestVersions(_ call: MLflowCall) async throws -> JSONValue {
    let (name, registry) = (try call.fields.required("name"), call.registry)
    let stages = try call.fields.texts("stages")
    return try await models.view { view in
      .object(["model_versions": .array(try view.latestVersions(of: view.find(name, in: registry), in: stages))])
    }
  }

  @Sendable func versionByAlias(_ call: MLflowCall) async throws -> JSONValue {
    let (name, registry) = (try call.fields.required("name"), call.registry)
    let alias = try call.fields.required("alias")
    return try await models.view { view in
      let model = try view.find(name, in: registry)
      let (value, index) = (try view.manifest(of: model), try view.index(of: model))
      // A SemVer is taken for an alias: `models:/NAME@1.2.0`.
      guard let number = value.aliases[alias] ?? SemanticVersion(alias).flatMap({ view.existing($0, index) }) else {
        throw MLflowError.invalid("Registered model alias \(alias) not found.")
      }
      return .object(["model_version": try view.version(number, of: model)])
    }
  }

  // MARK: Writing

  @Sendable func create(_ call: MLflowCall) async throws -> JSONValue {
    let (name, registry) = (try Self.name("name", call.fields), call.registry)
    let folder = try await models.view { view in
      guard try view.known(name, in: registry) == nil else { throw Self.taken(name) }
      return try view.freeFolder(for: name, in: registry)
    }
    let changes = ModelChanges(
      title: folder.model == name ? nil : name, description: try call.fields.text("description"),
      tags: try call.fields.tags("tags"))
    var action = CreateModel(folder, changes)
    // Somebody else may have made it meanwhile.
    action.refusesKnown = true
    do { try await models.commit([action], by: call.principal) } catch let error as ActionFailure {
      throw error.kind == .alreadyExists ? Self.taken(name) : error
    }
    return try await get(call)
  }

  private static func taken(_ name: String) -> MLflowError {
    MLflowError(.resourceAlreadyExists, "Registered Model (name=\(name)) already exists.")
  }

  /// A name for a model: one line of free text.
  ///
  /// Source: MLflow's `utils/validation.py`, `_validate_model_name`.
  private static func name(_ key: String, _ fields: MLflowFields) throws(MLflowError) -> String {
    let name = try fields.required(key)
    guard !name.allSatisfy(\.isWhitespace) else { throw fields.missing(key) }
    guard !name.contains("/"), !name.contains(":") else {
      throw .invalid("Invalid model name '\(name)'. Names cannot contain '/' or ':'.")
    }
    guard name.unicodeScalars.count <= Model.titleLimit else {
      throw .invalid(
        "Invalid value \(JSONValue.quoted(name)) for parameter '\(key)' supplied: it has more than \(Model.titleLimit) characters"
      )
    }
    return name
  }

  /// Gives a model another title; its folder, and what names it by that, stays.
  @Sendable func rename(_ call: MLflowCall) async throws -> JSONValue {
    let (model, registry) = (try await existing(call), call.registry)
    let name = try Self.name("new_name", call.fields)
    let old = try await models.view { view in
      if let other = try view.known(name, in: registry), other != model { throw Self.taken(name) }
      return try view.name(of: model)
    }
    let title = model.model == name ? "" : name
    try await models.commit([EditModel(model, ModelChanges(title: title))], by: call.principal)
    try await renameExperiment(of: old, to: name, registry)
    return .object(["registered_model": try await models.view { try $0.model(model) }])
  }

  /// The experiment `[model]NAME` goes with the model.
  private func renameExperiment(of old: String, to new: String, _ registry: String) async throws {
    do {
      let known = try await models.store.experiment(named: Experiment.name(ofModel: old), in: registry)
      try await models.store.renameExperiment(
        known.id, to: Experiment.name(ofModel: new), in: registry, now: models.repository.now())
    } catch {
      // There is none yet, or it was deleted.
      guard error.kind != .own else { throw error }
    }
  }

  @Sendable func update(_ call: MLflowCall) async throws -> JSONValue {
    let model = try await existing(call)
    let changes = ModelChanges(description: try call.fields.text("description") ?? "")
    try await land([EditModel(model, changes)], call)
    return try await get(call)
  }

  @Sendable func delete(_ call: MLflowCall) async throws -> JSONValue {
    try await land([RetireModel(try await existing(call))], call)
    return .object([])
  }

  @Sendable func setTag(_ call: MLflowCall) async throws -> JSONValue {
    let model = try await existing(call)
    let tags = [try call.fields.required("key"): try call.fields.text("value") ?? ""]
    try await land([EditModel(model, ModelChanges(tags: tags))], call)
    return .object([])
  }

  @Sendable func deleteTag(_ call: MLflowCall) async throws -> JSONValue {
    let model = try await existing(call)
    let key = try call.fields.required("key")
    // What is not there is deleted already.
    guard try await models.view({ try $0.manifest(of: model).tags[key] != nil }) else { return .object([]) }
    try await land([EditModel(model, ModelChanges(), removingTags: [key])], call)
    return .object([])
  }

  @Sendable func setAlias(_ call: MLflowCall) async throws -> JSONValue {
    let model = try await existing(call)
    let (alias, version) = (try call.fields.required("alias"), try call.fields.required("version"))
    let number = try await models.view { try $0.number(version, of: model) }
    try await land([SetAlias([alias], of: model, to: .version(number))], call)
    return .object([])
  }

  @Sendable func deleteAlias(_ call: MLflowCall) async throws -> JSONValue {
    let model = try await existing(call)
    let alias = try call.fields.required("alias")
    guard try await models.view({ try $0.manifest(of: model).aliases[alias] != nil }) else { return .object([]) }
    try await land([RemoveAlias([alias], of: model)], call)
    return .object([])
  }

  // MARK: Both

  private func existing(_ call: MLflowCall) async throws -> ModelName {
    let (name, registry) = (try call.fields.required("name"), call.registry)
    return try await models.view { try $0.find(name, in: registry) }
  }

  private func land(_ actions: [any Action], _ call: MLflowCall) async throws {
    try await models.commit(actions, by: call.principal)
  }
}
