import Diagnostics
import ManifestCoding
import Manifests

/// The facts of a changed version or candidate, on both sides.
struct ChangedFacts {
  let registry: String
  let before: ModelFacts?
  let after: ModelFacts
  private let place: (FieldPath) -> SourceLocation

  fileprivate init?<Value: Manifest>(
    registry: String, before: ModelFacts?, after: ModelFacts?, in manifest: LoadedManifest<Value>?
  ) {
    guard let after, let manifest else { return nil }
    self.registry = registry
    self.before = before
    self.after = after
    place = { manifest.location(of: $0) }
  }

  func location(_ field: FieldPath) -> SourceLocation { place(field) }

  /// The place of a field of an artifact, by its number in the list; of the artifact itself without a field.
  func location(ofArtifact index: Int, _ field: String? = nil) -> SourceLocation {
    let artifact = FieldPath("artifacts").appending(index)
    return place(field.map { artifact.appending($0) } ?? artifact)
  }

  /// The artifacts that the change adds, with their numbers in the list.
  var addedArtifacts: [(index: Int, value: Artifact)] {
    let known = Set(before?.artifacts ?? [])
    return after.artifacts.enumerated().filter { !known.contains($1) }.map { ($0, $1) }
  }
}

extension Change {
  /// The facts of every version and candidate that the change writes.
  var facts: [ChangedFacts] {
    versions.compactMap {
      ChangedFacts(
        registry: $0.name.model.registry, before: $0.before?.value?.facts, after: $0.after?.value?.facts, in: $0.after)
    }
      + candidates.compactMap {
        ChangedFacts(
          registry: $0.name.model.registry, before: $0.before?.value?.facts, after: $0.after?.value?.facts, in: $0.after
        )
      }
  }
}
