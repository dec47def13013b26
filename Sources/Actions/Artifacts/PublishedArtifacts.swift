package import Manifests

/// Artifacts that a version has already, with their content.
package struct PublishedArtifacts {
  package let artifacts: [Artifact]
  private let content: ArtifactContent

  package init(artifacts: [Artifact], content: ArtifactContent) {
    self.artifacts = artifacts
    self.content = content
  }

  /// Each as one that a signature may be taken from.
  package var candidates: [ArtifactSignature.Candidate] {
    artifacts.map { artifact in ArtifactSignature.Candidate(artifact.path) { try content.bytes(of: artifact) } }
  }
}
