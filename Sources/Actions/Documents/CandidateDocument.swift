import Blobs
package import Diagnostics
import ManifestCoding
package import Manifests
import RegistryStore
import Rules

/// A candidate as programs read it: its manifest after the names that its path gives it.
package struct CandidateDocument {
  package let model: ModelName
  package let id: String
  package let manifest: ModelCandidate

  /// - Throws: ``ActionFailure`` if there is no such candidate.
  package init(_ id: String, of model: ModelName, by find: RegistryLookup) throws {
    self.model = model
    self.id = id
    manifest = try find.candidate(id, of: model)
  }

  /// All candidates of a model, latest first.
  package static func all(of model: ModelName, by find: RegistryLookup) throws -> [CandidateDocument] {
    _ = try find.model(model)
    let names = NaturalOrder.sorted(try find.snapshot.candidateNames(of: model))
    return try names.map { try CandidateDocument($0, of: model, by: find) }.sorted {
      ($1.manifest.createdAt ?? "", $0.id) < ($0.manifest.createdAt ?? "", $1.id)
    }
  }

  package var value: JSONValue {
    .object(
      [
        .init("registry", .string(model.registry)), .init("model", .string(model.model)),
        .init("candidate", .string(id)),
      ] + manifest.shownFields + [.init("digest", .string("\(manifest.artifacts.digest)"))])
  }
}
