package import Git
package import RegistryStore

extension Repository {
  /// The commit that the protected branch was at, at a time: by the record of pushes if there is one, else along the first
  /// parents of HEAD.
  ///
  /// - Parameters:
  ///   - time: in seconds since 1970.
  ///   - date: the time as the caller named it, for messages.
  /// - Throws: ``ActionFailure`` if there was no commit yet, or the one that there was is not here.
  package func commit(at time: Int64, shownAs date: String) throws -> (commit: Commit, basis: Timeline.Basis) {
    let head = try headCommit()
    let cut = isShallow ? "history is cut off in this shallow clone: git fetch --unshallow" : nil
    guard let found = try Timeline.commit(at: time, of: self, head: head.id, log: target(of: PushLog.name)) else {
      throw ActionFailure(.conflict, "there was no commit yet on \(date)", help: cut)
    }
    guard contains(found.id) else {
      throw ActionFailure(
        .conflict, "the branch was at \(found.id) on \(date), but that commit is not here",
        help: cut ?? "fetch the branch along with its record: git fetch")
    }
    return (try commit(found.id), found.basis)
  }
}
