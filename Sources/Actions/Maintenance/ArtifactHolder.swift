import Diagnostics
import Git
package import Manifests
package import RegistryStore
import Rules

/// A version or candidate with the artifacts that it names.
package struct ArtifactHolder {
  package let model: ModelName
  package let exact: ExactVersion
  /// Nil if the manifest cannot be read.
  package let artifacts: [Artifact]?

  /// `REGISTRY/MODEL@VERSION`, or `candidate ID of REGISTRY/MODEL`.
  package var name: String {
    switch exact {
    case .number(let number): "\(model)@\(number)"
    case .candidate(let id): "candidate \(id) of \(model)"
    }
  }

  /// Reads every version and candidate of a snapshot, or of what a reference names; memory holds those of one model.
  package static func each(
    in snapshot: CommitSnapshot, of reference: Reference? = nil, _ body: (ArtifactHolder) throws -> Void
  ) throws {
    if let reference {
      try RegistryLookup(snapshot).require(reference)
      if let model = reference.modelName {
        if let selector = reference.selector {
          return try body(holder(RegistryLookup(snapshot).exact(selector, of: model), of: model, in: snapshot))
        }
        return try each(of: model, in: snapshot, body)
      }
    }
    for registry in try reference.map({ [$0.registry] }) ?? snapshot.registryNames() {
      for model in try snapshot.modelNames(in: registry) {
        try each(of: ModelName(registry: registry, model: model), in: snapshot, body)
      }
    }
  }

  private static func each(
    of model: ModelName, in snapshot: CommitSnapshot, _ body: (ArtifactHolder) throws -> Void
  ) throws {
    for number in try snapshot.versions(of: model) { try body(holder(.number(number), of: model, in: snapshot)) }
    for id in try snapshot.candidateNames(of: model) { try body(holder(.candidate(id), of: model, in: snapshot)) }
    snapshot.forget()
  }

  private static func holder(
    _ exact: ExactVersion, of model: ModelName, in snapshot: CommitSnapshot
  ) throws -> ArtifactHolder {
    let artifacts =
      switch exact {
      case .number(let number): try snapshot.version("\(number)", of: model)?.value?.artifacts
      case .candidate(let id): try snapshot.candidate(id, of: model)?.value?.artifacts
      }
    return ArtifactHolder(model: model, exact: exact, artifacts: artifacts)
  }

  /// The artifacts that have a digest, as `REGISTRY/MODEL@VERSION PATH`; reads every version and candidate.
  package static func names(of digest: Digest, in snapshot: CommitSnapshot) throws -> [String] {
    var found: [String] = []
    try each(in: snapshot) { holder in
      for artifact in holder.artifacts ?? [] where artifact.digest == digest {
        found.append(EscapedText.line("\(holder.name) \(artifact.path)"))
      }
    }
    return found
  }
}
