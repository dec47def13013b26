import GitObjects

/// What rules learned of a snapshot and would work out anew for each part of it that is judged apart.
package final class SnapshotMemory {
  let lineage = LineageComponents()
  /// The names in the folders that all parts have in common: those at the top, and `registries/NAME`.
  var foldedNames: [RepositoryPath?: FoldedNames] = [:]
  /// So deep below the top are those folders at most.
  static let sharedDepth = 2

  package init() {}
}
