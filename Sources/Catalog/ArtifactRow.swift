package import Manifests
package import Query

/// One artifact of a version, as filters, orders and columns see it.
package struct ArtifactRow: SearchRow, Sendable {
  package let version: FactRow
  package let artifact: Artifact

  package var texts: [String] { version.texts + [artifact.path] }

  package func values(of field: Field) -> [FieldValue] {
    switch field {
    case .attribute(.digest): [.text("\(artifact.digest)")]
    case .attribute(.size): [.number(.integer(artifact.sizeInBytes))]
    case .attribute(.artifactType): [.text(artifact.type)]
    case .attribute(.artifactPath): [.text(artifact.path)]
    default: version.values(of: field)
    }
  }
}
