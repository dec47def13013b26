import Actions
import Catalog
import Diagnostics
import ManifestCoding
import Manifests
import Query

/// A row that a search shows.
protocol ShownRow: SearchRow {
  /// How commands name it.
  var reference: String { get }

  /// What programs read: as `show` and `list` write it, after its `ref`.
  func document(_ find: RegistryLookup) throws -> JSONValue
}

extension ShownRow {
  /// A field's values with commas between them.
  func cell(_ field: Field) -> String {
    values(of: field).map { value in
      if case .time(let milliseconds) = value { return Clock.text(milliseconds / 1000) }
      return value.text
    }.joined(separator: ",")
  }

  fileprivate func named(_ value: JSONValue) -> JSONValue {
    guard case .object(let members) = value else { return value }
    return .object([.init("ref", .string(reference))] + members)
  }
}

extension FactRow: ShownRow {
  func document(_ find: RegistryLookup) throws -> JSONValue {
    guard let number else { return named(try CandidateDocument(name, of: model, by: find).value) }
    return named(try VersionDocument(number, of: model, find.model(model), by: find).value)
  }
}

extension ArtifactRow: ShownRow {
  var reference: String { version.reference }

  func document(_ find: RegistryLookup) -> JSONValue {
    named(
      .object([
        "path": .string(artifact.path), "type": .string(artifact.type), "digest": .string("\(artifact.digest)"),
        "size": .integer(artifact.sizeInBytes),
      ]))
  }
}

extension ModelRow: ShownRow {
  var reference: String { "\(name)" }

  func document(_ find: RegistryLookup) throws -> JSONValue { named(try ModelDocument(name, by: find).value) }
}

extension RegistryRow: ShownRow {
  var reference: String { name }

  func document(_ find: RegistryLookup) throws -> JSONValue { named(try RegistryDocument(name, by: find).value) }
}
