import Manifests

/// The ordinals that the versions of one model take as they come: those in manifests, and the one after the highest for each other.
struct OrdinalCount {
  /// Taken by a version, or given to one later.
  private(set) var highest: Int64 = 0

  init(highest: Int64) { self.highest = highest }

  /// The ordinals of the versions that a commit brought.
  ///
  /// - Parameters:
  ///   - versions: of the model, lowest first.
  ///   - isKnown: true for a version that was there once; it keeps its ordinal.
  mutating func take<Failure>(
    _ versions: [FolderChanges.Version], isKnown: (SemanticVersion) throws(Failure) -> Bool
  ) throws(Failure) -> [(number: SemanticVersion, ordinal: Int64)] {
    // What a manifest says goes first, so that nothing else takes it.
    for version in versions { highest = max(highest, version.ordinal ?? 0) }
    var taken: [(number: SemanticVersion, ordinal: Int64)] = []
    for version in versions where version.isNew {
      guard try !isKnown(version.number) else { continue }
      if version.ordinal == nil { highest += 1 }
      taken.append((version.number, version.ordinal ?? highest))
    }
    return taken
  }
}
