package import Actions
import Catalog
package import Diagnostics
import ManifestCoding
import Manifests
package import Query

/// A row that a search shows.
package protocol ShownRow: SearchRow {
  /// How commands name it.
  var reference: String { get }

  /// What programs read: as `show` and `list` write it, after its `ref`.
  func document(_ find: RegistryLookup) throws -> JSONValue
}

extension ShownRow {
  fileprivate func named(_ value: JSONValue) -> JSONValue {
    guard case .object(let members) = value else { return value }
    return .object([.init("ref", .string(reference))] + members)
  }
}

extension FactRow: ShownRow {
  package func document(_ find: RegistryLookup) throws -> JSONValue {
    guard let number else { return named(try CandidateDocument(name, of: model, by: find).value) }
    return named(try VersionDocument(number, of: model, find.model(model), by: find).value)
  }
}

extension ArtifactRow: ShownRow {
  package var reference: String { version.reference }

  package func document(_ find: RegistryLookup) -> JSONValue {
    named(
      .object([
        "path": .string(artifact.path), "type": .string(artifact.type), "digest": .string("\(artifact.digest)"),
        "size": .integer(artifact.sizeInBytes),
      ]))
  }
}

extension ModelRow: ShownRow {
  package var reference: String { "\(name)" }

  package func document(_ find: RegistryLookup) throws -> JSONValue { named(try ModelDocument(name, by: find).value) }
}

extension RegistryRow: ShownRow {
  package var reference: String { name }

  package func document(_ find: RegistryLookup) throws -> JSONValue {
    named(try RegistryDocument(name, by: find).value)
  }
}
