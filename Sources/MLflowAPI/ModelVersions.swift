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
  let models: ServedModels
  let versionRuns: VersionRuns

  init(_ models: ServedModels, _ versionRuns: VersionRuns) {
    self.models = models
    self.versionRuns = versionRuns
  }

  private var repository: ServedRepository { models.repository }
  private var store: any RunStore { models.store }

  var calls: [MLflowMount.Call] {
    [
      .init("/model-versions/create", .write, creating: create),
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
    let (model, number) = try await existing(call)
    return try await answer(number, model)
  }

  @Sendable func downloadURI(_ call: MLflowCall) async throws -> JSONValue {
    let (model, number) = try await existing(call)
    return .object(["artifact_uri": .string(VersionFolder.address(of: number, model))])
  }

  @Sendable func search(_ call: MLflowCall) async throws -> JSONValue {
    let registry = call.registry
    let filter = try Filter(call.fields.text("filter") ?? "", in: .mlflowVersions)
    let sort = try Sort(orderBy: call.fields.texts("order_by"), in: .mlflowVersions)
    let page = try PageRequest(call.fields, usual: 10_000, atMost: 200_000)
    let now = repository.now()
    return try await models.view { view in
      let rows = try view.versionRows(in: registry).filter { filter.matches($0, now: now) }
      let (shown, next) = page.cut(sort.ordered(rows))
      return .object([
        "model_versions": .array(try shown.map { try view.version($0.number, of: $0.model) }),
        "next_page_token": next.map { .string($0) },
      ])
    }
  }

  // MARK: Writing

  @Sendable func create(_ call: MLflowCall, _ request: RequestKey) async throws -> JSONValue {
    let (name, registry) = (try call.fields.required("name"), call.registry)
    let answer = try await store.answer(to: request, in: registry, now: repository.now())
    let (model, last) = try await models.view { view in
      let model = try view.find(name, in: registry)
      return (model, try view.index(of: model).entries.last?.ordinal ?? 0)
    }
    if let answer, let made = try await earlier(answer, model, call) { return try await self.answer(made, model) }
    return try await self.answer(publish(model, after: last, call, request), model)
  }

  /// What is remembered of a version that is not made yet: the ordinal of the one before it.
  private static let after = "after "

  /// The version that was made for a request whose answer was lost; nil if none was.
  private func earlier(_ answer: String, _ model: ModelName, _ call: MLflowCall) async throws -> SemanticVersion? {
    let run = try call.fields.text("run_id").flatMap { $0.isEmpty ? nil : $0 }
    let source = try source(call.fields, run)
    return try await models.view { view in
      if answer.hasPrefix(Self.after), let last = Int(answer.dropFirst(Self.after.count)) {
        // The server may have ended between the commit and the note of it.
        return try view.newest(of: model, from: run, source: source, after: last)
      }
      return try SemanticVersion(answer).flatMap { view.existing($0, try view.index(of: model)) }
    }
  }

  private func answer(_ number: SemanticVersion, _ model: ModelName) async throws -> JSONValue {
    .object(["model_version": try await models.view { try $0.version(number, of: model) }])
  }

  /// Where a new version's files are. GitLab takes no source: a run brings its files along.
  private func source(_ fields: MLflowFields, _ run: String?) throws(MLflowError) -> String {
    let source = try fields.text("source") ?? ""
    guard source.isEmpty, models.dialect.versionsHaveRuns, let run else { return source }
    return "runs:/\(run)"
  }

  /// - Parameter last: the model's last ordinal.
  private func publish(
    _ model: ModelName, after last: Int, _ call: MLflowCall, _ request: RequestKey
  ) async throws -> SemanticVersion {
    let fields = call.fields
    let run = try fields.text("run_id").flatMap { $0.isEmpty ? nil : $0 }
    let source = try source(fields, run)
    let modelID = try fields.text("model_id").flatMap { $0.isEmpty ? nil : $0 }
    let origin = try await VersionOrigin(source, run: run, modelID: modelID, in: call.registry, models)
    var changes = origin.facts
    changes.tags = try fields.tags("tags")
    try Self.requireOwn(changes.tags)
    let wanted = VersionTag.numbers.lazy.compactMap { changes.tags[$0] }.first
    changes.tags[VersionTag.source] = source.isEmpty ? nil : source
    changes.tags[VersionTag.loggedModel] = modelID
    changes.tags[VersionTag.runLink] = try fields.text("run_link").flatMap { $0.isEmpty ? nil : $0 }
    changes.description = try fields.text("description")
    changes.run = origin.run.flatMap { OwnRun($0, in: call.registry) == nil ? $0 : nil }
    let tags = JobTags(
      Dictionary(origin.runTags.map { ($0.key, $0.value) }) { $1 }.merging(changes.tags) { $1 }, models.jobs)
    changes.job = tags.job
    (changes.sourceRepository, changes.sourceCommit) = (tags.source?.repository, tags.source?.commit)
    changes.add(call.principal.job)
    let choice = try wanted.map { try NumberChoice(named: $0, of: model) } ?? .honest
    let announced = changes.run.flatMap {
      origin.isKnown ? versionRuns.announced($0, model, folder: origin.folder, by: call.principal) : nil
    }
    // The process may end before the next note, the power fail only before the answer: then nobody was told anything.
    try await store.remember(remembered(Self.after + "\(last)", request, call), with: announced, isSynced: false)
    do {
      let landed = try await models.commit(
        [PublishVersion(choice, of: model, changes)], by: call.principal, adding: changes.artifacts)
      guard let number = landed.version else { throw MLflowError(.internalError, "The version has no number") }
      var version = announced
      version?.version = "\(number)"
      try await store.remember(remembered("\(number)", request, call), with: version, isSynced: true)
      if let version { try await versionRuns.made(version) }
      return number
    } catch {
      // What stays is looked for in the manifests at the next start.
      if let announced { try? await versionRuns.withdraw(announced) }
      throw error
    }
  }

  private func remembered(_ answer: String, _ request: RequestKey, _ call: MLflowCall) -> RememberedAnswer {
    RememberedAnswer(answer, to: request, in: call.registry, at: repository.now())
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
      archives
      ? try await models.view { try $0.index(of: model).entries.filter { $0.stage == stage }.map(\.number) } : []
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
    let (name, version, registry) = (
      try call.fields.required("name"), try call.fields.required("version"), call.registry
    )
    return try await models.view { view in
      let model = try view.find(name, in: registry)
      return (model, try view.number(version, of: model))
    }
  }
}
