import GitObjects
import Manifests

/// What rules learned about a snapshot and would otherwise work out again for each part that is judged separately.
package final class SnapshotMemory {
  let lineage = LineageComponents()
  /// The names in the folders that all parts have in common: those at the top, and `registries/NAME`.
  var foldedNames: [RepositoryPath?: FoldedNames] = [:]
  /// Folders of models by registry and title.
  var titles: [String: [String: [String]]] = [:]
  /// Of the model that was asked about last, lowest first.
  var versions: (model: ModelName, numbers: [SemanticVersion])?
  /// So deep below the top are those folders at most.
  static let sharedDepth = 2

  package init() {}
}
