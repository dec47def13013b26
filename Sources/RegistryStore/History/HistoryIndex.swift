package import Git
package import Manifests

/// Knows a branch's history without reading its commits: where something may have happened, and how commits landed.
package protocol HistoryIndex {
  /// The first commit from `start` on, that one included, that may have changed what a reference names.
  ///
  /// - Returns: nil if the index cannot tell.
  func stop(from start: ObjectID, about reference: Reference) -> HistoryStop?

  /// Nil if the index cannot tell.
  func landing(of commit: ObjectID) -> Timeline.Landing?
}

/// Where a walk along first parents stops.
package enum HistoryStop {
  /// The folders are known where the reference is of a model, and nothing but the model's own folder differs.
  case commit(ObjectID, KnownFolders?)
  /// No commit is left.
  case end
}
