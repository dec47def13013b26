import Git
import Manifests

/// A manifest that this program would misread: what every reader says of one, instead of what it cannot know.
package enum NewerManifest {
  /// - Parameters:
  ///   - path: of the manifest, as the user knows it.
  ///   - version: its `apiVersion`.
  package static func message(_ path: String, _ version: String) -> String {
    "\(path) is made for a newer git registry: it is \(version), but this one knows \(ManifestKind.apiVersion)\nhelp: upgrade git registry"
  }

  static func error(_ path: RepositoryPath, _ version: String) -> GitError {
    GitError(operation: "read \(path)", reason: .newer, detail: message("\(path)", version))
  }
}
