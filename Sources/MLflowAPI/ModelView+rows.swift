import Actions
import Manifests
import Query
import RegistryStore
import Rules

/// A model as filters see it.
struct RegisteredModelRow: SearchRow {
  let model: ModelName
  let tags: [String: String]
  let created: Int64
  let updated: Int64

  var name: String { model.model }
  var texts: [String] { [name] }

  func values(of field: Field) -> [FieldValue] {
    switch field {
    case .tag(let key): tags[key].map { [.text($0)] } ?? []
    case .attribute(.name): [.text(name)]
    case .attribute(.created): [.time(created)]
    case .attribute(.updated): [.time(updated)]
    default: []
    }
  }
}

/// A version as filters see it.
struct ModelVersionRow: SearchRow {
  let model: ModelName
  let number: SemanticVersion
  let ordinal: Int
  let version: ModelVersion
  let created: Int64

  var texts: [String] { [model.model] }

  func values(of field: Field) -> [FieldValue] {
    switch field {
    case .tag(let key): VersionTag.all.contains(key) ? [] : version.tags[key].map { [.text($0)] } ?? []
    case .attribute(.name), .attribute(.model): [.text(model.model)]
    case .attribute(.ordinal): [.number(.integer(Int64(ordinal)))]
    case .attribute(.run): version.run.map { [.text($0)] } ?? []
    case .attribute(.source): version.tags[VersionTag.source].map { [.text($0)] } ?? []
    case .attribute(.created), .attribute(.updated): [.time(created)]
    default: []
    }
  }
}

extension ModelView {
  /// Nil for what cannot be read.
  func row(_ name: ModelName) throws -> RegisteredModelRow? {
    guard let value = try? manifest(of: name) else { return nil }
    let times = try times(of: name)
    return RegisteredModelRow(model: name, tags: value.tags, created: times.created, updated: times.updated)
  }

  /// Every version of a registry that can be read, the newest first.
  func versionRows(in registry: String) throws -> [ModelVersionRow] {
    var rows: [ModelVersionRow] = []
    for name in try modelNames(in: registry) {
      let model = ModelName(registry: registry, model: name)
      for (number, ordinal) in try numbers(of: model).byNumber {
        guard let version = try value(of: number, model) else { continue }
        rows.append(
          ModelVersionRow(
            model: model, number: number, ordinal: ordinal, version: version,
            created: try created(number, of: model) ?? 0))
      }
    }
    return rows.sorted {
      ($1.created, $0.model.model, $1.ordinal) < ($0.created, $1.model.model, $0.ordinal)
    }
  }

  /// Those of a model that are in a stage.
  func numbers(of model: ModelName, in stage: Stage) throws -> [SemanticVersion] {
    try numbers(of: model).ordered.filter { try self.stage(of: $0, model) == stage.rawValue }
  }
}
