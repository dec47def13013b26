package import Git
import ManifestCoding
package import Manifests
import Rules

/// Versions for whoever goes through many of them, each once: none is remembered, and what is like another is not decoded.
extension CommitSnapshot {
  /// What a version's manifest says; nil if there is none, or it cannot be read.
  package func value(of version: SemanticVersion, in model: ModelName) throws(GitError) -> ModelVersion? {
    if let path = RepositoryPath("\(model.folder)/versions/\(version).yaml"), let entry = try entry(at: path),
      let value = try value(ofVersionIn: entry)
    {
      return value
    }
    return try self.version("\(version)", of: model)?.value
  }

  /// - Parameter entry: whose name ends as manifests in YAML do.
  /// - Returns: nil for what has to be decoded, and may be wrong.
  package func value(ofVersionIn entry: TreeEntry) throws(GitError) -> ModelVersion? {
    guard entry.mode == .file || entry.mode == .executable,
      let content = try content(of: entry.id, atMost: ManifestKind.modelVersion.sizeLimitInBytes)
    else { return nil }
    return versionReader.version(from: content)
  }
}
