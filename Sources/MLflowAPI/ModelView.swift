import Actions
import Catalog
import Diagnostics
import Git
import ManifestCoding
import Manifests
import Query
import RegistryStore
import Rules

/// Models and versions of a registry at a commit, as MLflow's clients see them. Belongs to the thread of the repository's handle.
final class ModelView {
  private let reader: RegistryReader
  private lazy var history = HistoryCatalog.open(of: reader.repository, to: reader.commit.id, fromCommits: 1)
  private lazy var ordinals = Ordinals(at: reader.commit.id, of: reader.repository, history)
  private var known: [ModelName: Numbers] = [:]

  init(_ reader: RegistryReader) { self.reader = reader }

  // MARK: Looking up

  func manifest(of model: ModelName) throws -> Model {
    guard let found = try reader.snapshot.model(model) else {
      throw MLflowError.notFound("Registered Model with name=\(model.model) not found")
    }
    guard let value = found.value else { return try reader.find.model(model) }
    return value
  }

  /// The number that a client's `version` means: a version's ordinal, or its SemVer.
  func number(_ text: String, of model: ModelName) throws -> SemanticVersion {
    _ = try manifest(of: model)
    if let ordinal = Int(text), "\(ordinal)" == text {
      if let number = try numbers(of: model).byOrdinal[ordinal] { return number }
    } else if let number = SemanticVersion(text) {
      if let found = try existing(number, model) { return found }
    } else {
      throw MLflowError.invalid("Parameter 'version' must be an integer, got '\(text)'.")
    }
    throw MLflowError.notFound("Model Version (name=\(model.model), version=\(text)) not found")
  }

  /// A version by its number, also without its build metadata; nil if it is not there.
  func existing(_ number: SemanticVersion, _ model: ModelName) throws -> SemanticVersion? {
    if try reader.snapshot.version("\(number)", of: model) != nil { return number }
    guard number.build.isEmpty else { return nil }
    return try reader.snapshot.versions(of: model).last { $0.hasSamePrecedence(as: number) }
  }

  /// Versions and their ordinals.
  struct Numbers {
    var byOrdinal: [Int: SemanticVersion] = [:]
    var byNumber: [SemanticVersion: Int] = [:]
    /// In order of first appearance.
    var ordered: [SemanticVersion] { byOrdinal.sorted { $0.key < $1.key }.map(\.value) }
  }

  func numbers(of model: ModelName) throws -> Numbers {
    if let known = known[model] { return known }
    var numbers = Numbers()
    for number in try reader.snapshot.versions(of: model) {
      guard let ordinal = try ordinals.ordinal(of: number, in: model) else { continue }
      numbers.byOrdinal[ordinal] = number
      numbers.byNumber[number] = ordinal
    }
    known[model] = numbers
    return numbers
  }

  // MARK: JSON

  func model(_ name: ModelName) throws -> JSONValue {
    let value = try manifest(of: name)
    let numbers = try numbers(of: name)
    let times = try times(of: name)
    return .object([
      "name": .string(name.model),
      "creation_timestamp": .integer(times.created),
      "last_updated_timestamp": .integer(times.updated),
      "description": .string(value.description ?? ""),
      "tags": .array(MLflowTag.list(value.tags)),
      "latest_versions": .array(try latestVersions(of: name, in: [])),
      "aliases": .array(
        value.aliases.sorted { $0.key < $1.key }.compactMap { alias, number in
          numbers.byNumber[number].map { .object(["alias": .string(alias), "version": .string("\($0)")]) }
        }),
    ])
  }

  /// When a model was made and last changed, in milliseconds since 1970. Without a catalog of history, when its versions were made.
  func times(of model: ModelName) throws -> (created: Int64, updated: Int64) {
    if let known = history?.times(of: model) { return (known.first * 1000, known.last * 1000) }
    let times = try numbers(of: model).byNumber.keys.compactMap { try created($0, of: model) }
    return (times.min() ?? 0, times.max() ?? 0)
  }

  func modelNames(in registry: String) throws -> [String] { try reader.snapshot.modelNames(in: registry) }

  func value(of number: SemanticVersion, _ model: ModelName) throws -> ModelVersion? {
    try reader.snapshot.version("\(number)", of: model)?.value
  }

  func created(_ number: SemanticVersion, of model: ModelName) throws -> Int64? {
    try value(of: number, model)?.createdAt.flatMap {
      Timestamp.isValid($0) ? Timestamp.secondsSince1970($0) * 1000 : nil
    }
  }

  private static let stagesAtMost = 100

  /// The newest version of each stage; a stage that is a SemVer means that version.
  func latestVersions(of model: ModelName, in stages: [String]) throws -> [JSONValue] {
    _ = try manifest(of: model)
    var found: [JSONValue] = []
    var newest: [String: SemanticVersion] = [:]
    for number in try numbers(of: model).ordered { newest[try stage(of: number, model)] = number }
    guard stages.count <= Self.stagesAtMost else {
      throw MLflowError.invalid("'stages' has \(stages.count) values, but may have \(Self.stagesAtMost) at most")
    }
    var asked: Set<String> = []
    for stage in stages.isEmpty ? Stage.allCases.map(\.rawValue) : stages where asked.insert(stage).inserted {
      if let known = Stage(named: stage) {
        if let number = newest[known.rawValue] { found.append(try version(number, of: model)) }
      } else if let number = SemanticVersion(stage), let existing = try existing(number, model) {
        found.append(try version(existing, of: model))
      } else {
        throw MLflowError.invalid("Invalid Model Version stage: \(stage). Value must be one of \(Stage.names).")
      }
    }
    return found
  }

  func stage(of number: SemanticVersion, _ model: ModelName) throws -> String {
    try reader.snapshot.version("\(number)", of: model)?.value?.tags[VersionTag.stage] ?? Stage.none.rawValue
  }

  func version(_ number: SemanticVersion, of model: ModelName) throws -> JSONValue {
    let value = try reader.find.version(number, of: model)
    let ordinal = try numbers(of: model).byNumber[number] ?? 0
    let created = try created(number, of: model) ?? 0
    return .object([
      "name": .string(model.model),
      "version": .string("\(ordinal)"),
      "creation_timestamp": .integer(created),
      "last_updated_timestamp": .integer(created),
      "user_id": .string(value.createdBy ?? ""),
      "current_stage": .string(value.tags[VersionTag.stage] ?? Stage.none.rawValue),
      "description": .string(value.description ?? ""),
      "source": .string(value.tags[VersionTag.source] ?? ""),
      "run_id": .string(value.run ?? ""),
      "status": .string("READY"),
      "status_message": .string(""),
      "tags": .array(MLflowTag.list(value.tags.filter { !VersionTag.all.contains($0.key) })),
      "run_link": .string(value.tags[VersionTag.runLink] ?? ""),
      "aliases": .array(try manifest(of: model).aliases(of: number).map { .string($0) }),
      "model_id": value.tags[VersionTag.loggedModel].map { .string($0) },
      "params": .array([]),
      "metrics": .array([]),
    ])
  }
}
