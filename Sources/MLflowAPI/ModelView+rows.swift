import Actions
import Manifests
import Query
import RegistryStore
import Rules

/// A model as filters see it.
struct RegisteredModelRow: SearchRow {
  let model: ModelName
  /// What clients call it.
  let name: String
  let tags: [String: String]
  let created: Int64
  let updated: Int64

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
  /// What clients call the model.
  let name: String
  let number: SemanticVersion
  let ordinal: Int
  let version: ModelVersion
  let created: Int64
  let updated: Int64

  var texts: [String] { [name] }

  func values(of field: Field) -> [FieldValue] {
    switch field {
    case .tag(let key): VersionTag.all.contains(key) ? [] : version.tags[key].map { [.text($0)] } ?? []
    case .attribute(.name), .attribute(.model): [.text(name)]
    case .attribute(.ordinal): [.number(.integer(Int64(ordinal)))]
    case .attribute(.run): version.run.map { [.text($0)] } ?? []
    case .attribute(.source): version.tags[VersionTag.source].map { [.text($0)] } ?? []
    case .attribute(.created): [.time(created)]
    case .attribute(.updated): [.time(updated)]
    default: []
    }
  }
}

extension ModelView {
  /// Nil for what cannot be read.
  func row(_ model: ModelName) throws -> RegisteredModelRow? {
    guard let value = try reader.snapshot.model(model)?.value else { return nil }
    let times = try times(of: model)
    return RegisteredModelRow(
      model: model, name: value.title ?? model.model, tags: value.tags, created: times.created, updated: times.updated)
  }

  /// Every version of a registry that can be read, the one that was written last first.
  func versionRows(in registry: String) throws -> [ModelVersionRow] {
    var rows: [ModelVersionRow] = []
    for folder in try modelNames(in: registry) {
      let model = ModelName(registry: registry, model: folder)
      guard let manifest = try reader.snapshot.model(model)?.value else { continue }
      let name = manifest.title ?? folder
      for entry in try index(of: model).entries {
        guard let version = try value(of: entry.number, model) else { continue }
        rows.append(
          ModelVersionRow(
            model: model, name: name, number: entry.number, ordinal: entry.ordinal, version: version,
            created: Self.created(version) ?? 0, updated: Self.updated(version, entry)))
      }
    }
    return rows.sorted { ($1.updated, $0.name, $1.ordinal) < ($0.updated, $1.name, $0.ordinal) }
  }
}
