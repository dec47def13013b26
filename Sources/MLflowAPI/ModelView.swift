import Actions
import Catalog
import Diagnostics
import Git
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore
import Rules

/// Models and versions of a registry at a commit, as MLflow's clients see them. Belongs to the thread of the repository's handle.
final class ModelView {
  let reader: RegistryReader
  let indexes: ModelIndexes
  let dialect: MLflowDialect
  private lazy var history = HistoryCatalog.open(
    of: reader.repository, to: reader.commit.id, fromCommits: 1, keptIn: indexes.history)
  private lazy var ordinals = Ordinals(at: reader.commit.id, of: reader.repository, history)

  init(_ reader: RegistryReader, _ indexes: ModelIndexes, _ dialect: MLflowDialect) {
    self.reader = reader
    self.indexes = indexes
    self.dialect = dialect
  }

  // MARK: Looking up

  func manifest(of model: ModelName) throws -> Model {
    guard let found = try reader.snapshot.model(model) else { throw Self.missing(model.model) }
    guard let value = found.value else { return try reader.find.model(model) }
    return value
  }

  static func missing(_ name: String) -> MLflowError {
    .notFound("Registered Model with name=\(name) not found")
  }

  /// What is known of all versions of a model.
  func index(of model: ModelName) throws -> ModelIndex {
    guard let path = RepositoryPath(model.folder), let folder = try reader.snapshot.entry(at: path) else {
      throw Self.missing(model.model)
    }
    let known = indexes.known(model)
    if let known, known.folder == folder.id { return known }
    let index = try ModelIndex(
      of: model, folder.id, reader.snapshot, in: reader.repository, ordinals, history, known)
    indexes.remember(index, of: model)
    return index
  }

  /// The number that a client's `version` means: a version's ordinal, or its SemVer.
  func number(_ text: String, of model: ModelName) throws -> SemanticVersion {
    let index = try index(of: model)
    if let ordinal = Int(text), "\(ordinal)" == text {
      if let number = index.version(ordinal) { return number }
    } else if let number = SemanticVersion(text) {
      if let found = existing(number, index) { return found }
    } else {
      throw MLflowError.invalid("Parameter 'version' must be an integer, got '\(text)'.")
    }
    throw MLflowError.notFound("Model Version (name=\(try name(of: model)), version=\(text)) not found")
  }

  /// A version by its number, also without its build metadata; nil if it is not there.
  func existing(_ number: SemanticVersion, _ index: ModelIndex) -> SemanticVersion? {
    if index[number] != nil { return number }
    guard number.build.isEmpty else { return nil }
    return index.entries.map(\.number).filter { $0.hasSamePrecedence(as: number) }.max()
  }

  func value(of number: SemanticVersion, _ model: ModelName) throws -> ModelVersion? {
    guard let entry = try index(of: model)[number] else { return nil }
    let limit = ManifestKind.modelVersion.sizeLimitInBytes
    guard let content = try reader.snapshot.content(of: entry.blob, atMost: limit) else { return nil }
    return ManifestDecoder.decode(ModelVersion.self, from: content, as: entry.format).value
  }

  /// The newest version of a model that comes from a run, and from a source if one is given; an empty one is none.
  func newest(
    of model: ModelName, from run: String?, source: String? = nil, after ordinal: Int = 0
  ) throws -> SemanticVersion? {
    guard try reader.snapshot.model(model) != nil else { return nil }
    return try index(of: model).entries.last { entry in
      guard entry.ordinal > ordinal, let version = try value(of: entry.number, model), version.run == run else {
        return false
      }
      return source == nil || (version.tags[VersionTag.source] ?? "") == source
    }?.number
  }

  // MARK: JSON

  func model(_ model: ModelName) throws -> JSONValue {
    let value = try manifest(of: model)
    let index = try index(of: model)
    let times = try times(of: model)
    return .object([
      "name": .string(value.title ?? model.model),
      "creation_timestamp": .integer(times.created),
      "last_updated_timestamp": .integer(times.updated),
      "description": .string(value.description ?? ""),
      "tags": .array(MLflowTag.list(value.tags)),
      "latest_versions": .array(try latestVersions(of: model, in: [])),
      "aliases": .array(
        value.aliases.sorted { $0.key < $1.key }.compactMap { alias, number in
          index[number].map { .object(["alias": .string(alias), "version": .string("\($0.ordinal)")]) }
        }),
    ])
  }

  /// When a model was made and last changed, in milliseconds since 1970. Without a catalog of history, when its versions were made.
  func times(of model: ModelName) throws -> (created: Int64, updated: Int64) {
    let index = try index(of: model)
    if let known = index.times { return known }
    let times = try index.entries.compactMap { entry in try value(of: entry.number, model).flatMap(Self.created) }
    return (times.min() ?? 0, times.max() ?? 0)
  }

  /// In milliseconds since 1970; nil if it does not say.
  static func created(_ version: ModelVersion) -> Int64? {
    version.createdAt.flatMap { Timestamp.isValid($0) ? Timestamp.secondsSince1970($0) * 1000 : nil }
  }

  /// When a version's manifest was last written, in milliseconds since 1970.
  static func updated(_ version: ModelVersion, _ entry: ModelIndex.Entry?) -> Int64 {
    // Who commits may have another clock than who writes the manifest.
    max(entry?.edited ?? 0, created(version) ?? 0)
  }

  private static let stagesAtMost = 100

  /// The newest version of each stage, or the highest one where that is what `latest` means; a stage that is a SemVer means that version.
  func latestVersions(of model: ModelName, in stages: [String]) throws -> [JSONValue] {
    let index = try index(of: model)
    if stages.isEmpty, dialect.latestIsHighest { return try index.highest.map { [try version($0, of: model)] } ?? [] }
    guard stages.count <= Self.stagesAtMost else {
      throw MLflowError.invalid("'stages' has \(stages.count) values, but may have \(Self.stagesAtMost) at most")
    }
    var found: [JSONValue] = []
    var asked: Set<String> = []
    for stage in stages.isEmpty ? Stage.allCases.map(\.rawValue) : stages where asked.insert(stage).inserted {
      if let known = Stage(named: stage) {
        if let number = index.newest[known] { found.append(try version(number, of: model)) }
      } else if let number = SemanticVersion(stage), let existing = existing(number, index) {
        found.append(try version(existing, of: model))
      } else {
        throw MLflowError.invalid("Invalid Model Version stage: \(stage). Value must be one of \(Stage.names).")
      }
    }
    return found
  }

  func version(_ number: SemanticVersion, of model: ModelName) throws -> JSONValue {
    let value = try value(of: number, model) ?? reader.find.version(number, of: model)
    let entry = try index(of: model)[number]
    let manifest = try manifest(of: model)
    let own = dialect.versionsHaveRuns && !OwnRun.isRun(value.run) ? OwnRun(of: number, model) : nil
    let source = value.tags[VersionTag.source] ?? own.map { _ in VersionFolder.address(of: number, model) }
    let aliases = manifest.aliases(of: number) + (dialect.numbersAreAliases ? ["\(number)"] : [])
    return .object([
      "name": .string(manifest.title ?? model.model),
      "version": .string("\(entry?.ordinal ?? 0)"),
      "creation_timestamp": .integer(Self.created(value) ?? 0),
      "last_updated_timestamp": .integer(Self.updated(value, entry)),
      "user_id": .string(value.createdBy ?? ""),
      "current_stage": .string((entry?.stage ?? .none).rawValue),
      "description": .string(value.description ?? ""),
      "source": .string(source ?? ""),
      "run_id": .string(own?.id ?? value.run ?? ""),
      "status": .string("READY"),
      "status_message": .string(""),
      "tags": .array(MLflowTag.list(value.tags.filter { !VersionTag.all.contains($0.key) })),
      "run_link": .string(value.tags[VersionTag.runLink] ?? ""),
      "aliases": .array(aliases.map { .string($0) }),
      "model_id": value.tags[VersionTag.loggedModel].map { .string($0) },
      "params": .array([]),
      "metrics": .array([]),
    ])
  }
}
