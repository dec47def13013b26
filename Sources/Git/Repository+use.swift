extension Repository {
  /// Ends one use of a handle that is used again: what was staged or announced and never written is dropped, and configuration, identity
  /// and permissions are read anew when somebody asks.
  func forgetUse() {
    discardStagedObjects()
    announced = [:]
    identities = [:]
    syncsLikeGit = false
    forgetConfiguration()
  }
}
