extension Repository {
  /// Brings objects that a partial clone was promised and does not have, all in one exchange with the remote: read one by one, each
  /// would be asked for by itself. In another repository there are none.
  ///
  /// - Throws: ``GitError`` with git's words where the remote cannot be reached or does not have them.
  ///
  /// Source: git's promisor-remote.c, `fetch_objects`.
  package func bringPromised(_ ids: [ObjectID]) throws(GitError) {
    guard let remote = try configuration("extensions.partialClone") else { return }
    let missing = Set(ids).filter { !contains($0) }
    guard !missing.isEmpty else { return }
    let names = missing.map { "\($0)\n" }.sorted().joined()
    try git(
      "-c", "fetch.negotiationAlgorithm=noop", "fetch", remote, "--no-tags", "--no-write-fetch-head", "--quiet",
      "--no-auto-maintenance", "--recurse-submodules=no", "--filter=blob:none", "--stdin", input: Array(names.utf8)
    ).requireSuccess()
  }
}
