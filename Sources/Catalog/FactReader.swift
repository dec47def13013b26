package import Git
package import Manifests
package import RegistryStore
import Rules

/// Reads versions and candidates of a snapshot as rows.
package final class FactReader {
  let snapshot: CommitSnapshot
  private var models: [ModelName: ModelContext] = [:]
  /// Manifests that are there and cannot be read; they are in no answer.
  package internal(set) var unreadable: Set<String> = []

  private let ordinals: Ordinals?
  private let readsCards: Bool

  /// - Parameters:
  ///   - ordinals: nil if nobody asks for them.
  ///   - readsCards: false if nobody looks for words.
  package init(_ snapshot: CommitSnapshot, ordinals: Ordinals? = nil, readsCards: Bool = true) {
    self.snapshot = snapshot
    self.ordinals = ordinals
    self.readsCards = readsCards
  }

  /// What a model says of all its rows.
  struct ModelContext: Sendable {
    let aliases: [SemanticVersion: [String]]
    let texts: [String]
  }

  /// Nil if there is no such manifest, or it cannot be read.
  func row(_ kind: FactRow.Kind, _ name: String, of model: ModelName) throws(GitError) -> FactRow? {
    switch kind {
    case .version:
      guard let number = SemanticVersion(name) else { return nil }
      if let value = try snapshot.value(of: number, in: model) { return try row(of: value, number, in: model) }
      return try snapshot.version(name, of: model).flatMap { note("\($0.path)") }
    case .candidate:
      guard let found = try snapshot.candidate(name, of: model) else { return nil }
      guard let value = found.value else { return note("\(found.path)") }
      let context = try self.context(of: model)
      return FactRow(
        kind: kind, model: model, name: name, facts: value.facts, status: nil, promotedTo: value.promotedTo,
        aliases: [], modelTexts: context.texts)
    }
  }

  /// The row of a version whose manifest is read.
  package func row(of version: ModelVersion, _ number: SemanticVersion, in model: ModelName) throws(GitError) -> FactRow
  {
    let context = try self.context(of: model)
    let ordinal = if let own = version.ordinal { Int(own) } else { try ordinals?.ordinal(of: number, in: model) }
    return FactRow(
      kind: .version, model: model, name: "\(number)", facts: version.facts, status: version.status,
      aliases: context.aliases[number] ?? [], modelTexts: context.texts, ordinal: ordinal)
  }

  private func note(_ path: String) -> FactRow? {
    unreadable.insert(path)
    return nil
  }

  func context(of model: ModelName) throws(GitError) -> ModelContext {
    if let known = models[model] { return known }
    let value = try snapshot.model(model)?.value
    var texts = value.map { $0.tags.flatMap { [$0.key, $0.value] } } ?? []
    texts += [value?.title, value?.description].compactMap { $0 }
    if readsCards, let card = try card(of: model) { texts.append(card) }
    let aliases = Dictionary(grouping: value?.aliases ?? [:], by: \.value).mapValues { $0.map(\.key).sorted() }
    let context = ModelContext(aliases: aliases, texts: texts)
    if models.count >= Self.modelsKept { models = [:] }
    models[model] = context
    return context
  }

  private static let modelsKept = 10_000

  func card(of model: ModelName) throws(GitError) -> String? {
    guard let path = RepositoryPath("\(model.folder)/README.md"), let entry = try snapshot.entry(at: path),
      entry.mode == .file || entry.mode == .executable,
      let content = try snapshot.content(of: entry.id, atMost: ModelName.cardLimitInBytes)
    else { return nil }
    return String(decoding: content, as: UTF8.self)
  }

  /// The names of a model's rows: versions latest first, candidates by their id.
  func names(of kind: FactRow.Kind, in model: ModelName) throws(GitError) -> [String] {
    switch kind {
    case .version: try snapshot.versions(of: model).reversed().map(\.description)
    case .candidate: try snapshot.candidateNames(of: model)
    }
  }

  /// Every model, by registry and name.
  func models(in registry: String?) throws(GitError) -> [ModelName] {
    var names: [ModelName] = []
    let registries = if let registry { [registry] } else { try snapshot.registryNames() }
    for registry in registries {
      for model in try snapshot.modelNames(in: registry) { names.append(ModelName(registry: registry, model: model)) }
    }
    return names
  }
}
