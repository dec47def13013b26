package import Git

extension Repository {
  /// The commit of HEAD.
  ///
  /// - Throws: ``ActionFailure`` if its branch has none yet.
  package func headCommit() throws -> Commit {
    guard let branch = try headBranch() else { return try commit(revision: "HEAD") }
    guard let tip = try target(of: branch) else {
      throw ActionFailure(
        .conflict, "branch '\(branch.branch ?? "\(branch)")' has no commit yet",
        help: "git registry init makes the first")
    }
    return try commit(tip)
  }
}
