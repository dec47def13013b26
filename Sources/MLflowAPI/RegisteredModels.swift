import Access
import Actions
import Diagnostics
import Endpoints
import Manifests
import Query
import RegistryStore
import Rules

/// Registered models: the models of a registry.
struct RegisteredModels: Sendable {
  let repository: ServedRepository

  init(_ repository: ServedRepository) { self.repository = repository }

  var calls: [MLflowMount.Call] {
    [
      .init(.post, "/registered-models/create", .write, create),
      .init(.get, "/registered-models/get", .look, get),
      .init(.patch, "/registered-models/update", .write, update),
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
      "registered_model": try await repository.read { reader in
        try ModelView(reader).model(ModelName(registry: registry, model: name))
      }
    ])
  }

  @Sendable func search(_ call: MLflowCall) async throws -> JSONValue {
    let registry = call.registry
    let filter = try Filter(call.fields.text("filter") ?? "", in: .mlflowModels)
    let sort = try Sort(orderBy: call.fields.texts("order_by"), in: .mlflowModels)
    let page = try PageRequest(call.fields, usual: 100, atMost: 1000)
    let now = repository.now()
    return try await repository.read { reader in
      let view = ModelView(reader)
      var rows = try reader.snapshot.modelNames(in: registry).compactMap {
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
    return try await repository.read { reader in
      let view = ModelView(reader)
      let model = ModelName(registry: registry, model: name)
      return .object(["model_versions": .array(try view.latestVersions(of: model, in: stages))])
    }
  }

  @Sendable func versionByAlias(_ call: MLflowCall) async throws -> JSONValue {
    let (name, registry) = (try call.fields.required("name"), call.registry)
    let alias = try call.fields.required("alias")
    return try await repository.read { reader in
      let view = ModelView(reader)
      let model = ModelName(registry: registry, model: name)
      let value = try view.manifest(of: model)
      // A SemVer is taken for an alias: `models:/NAME@1.2.0`.
      guard let number = try value.aliases[alias] ?? SemanticVersion(alias).flatMap({ try view.existing($0, model) })
      else { throw MLflowError.invalid("Registered model alias \(alias) not found.") }
      return .object(["model_version": try view.version(number, of: model)])
    }
  }

  // MARK: Writing

  @Sendable func create(_ call: MLflowCall) async throws -> JSONValue {
    let name = try call.fields.required("name")
    guard NameGrammar.model.accepts(name) else { throw MLflowError.invalid(Self.wrongName(name)) }
    let model = ModelName(registry: call.registry, model: name)
    let isThere = try await repository.read { try $0.snapshot.model(model) != nil }
    if isThere {
      throw MLflowError(.resourceAlreadyExists, "Registered Model (name=\(name)) already exists.")
    }
    let changes = ModelChanges(
      description: try call.fields.text("description"), tags: try call.fields.tags("tags"))
    try await land([CreateModel(model, changes)], call)
    return try await get(call)
  }

  private static func wrongName(_ name: String) -> String {
    "Invalid value \(JSONValue.quoted(name)) for parameter 'name' supplied: \(NameGrammar.model.rule)"
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
    guard try await repository.read({ try $0.find.model(model).tags[key] != nil }) else { return .object([]) }
    try await land([EditModel(model, ModelChanges(), removingTags: [key])], call)
    return .object([])
  }

  @Sendable func setAlias(_ call: MLflowCall) async throws -> JSONValue {
    let model = try await existing(call)
    let (alias, version) = (try call.fields.required("alias"), try call.fields.required("version"))
    let number = try await repository.read { try ModelView($0).number(version, of: model) }
    try await land([SetAlias([alias], of: model, to: .version(number))], call)
    return .object([])
  }

  @Sendable func deleteAlias(_ call: MLflowCall) async throws -> JSONValue {
    let model = try await existing(call)
    let alias = try call.fields.required("alias")
    guard try await repository.read({ try $0.find.model(model).aliases[alias] != nil }) else { return .object([]) }
    try await land([RemoveAlias([alias], of: model)], call)
    return .object([])
  }

  // MARK: Both

  private func existing(_ call: MLflowCall) async throws -> ModelName {
    let model = ModelName(registry: call.registry, model: try call.fields.required("name"))
    _ = try await repository.read { try ModelView($0).manifest(of: model).tags.count }
    return model
  }

  private func land(_ actions: [any Action], _ call: MLflowCall) async throws {
    _ = try await repository.commit(actions, by: call.principal)
  }
}
