extension Repository {
  /// Brings objects that a partial clone was promised and does not have, all in one exchange with the remote: read one by one, each
  /// would be asked for by itself. In another repository there are none.
  ///
  /// - Throws: ``GitError`` with git's words where the remote cannot be reached or does not have them.
  ///
  /// Source: git's promisor-remote.c, `fetch_objects`.
  package func bringPromised(_ ids: [ObjectID]) throws(GitError) {
    guard let remote = try promisor() else { return }
    let missing = Set(ids).filter { !contains($0) }
    guard !missing.isEmpty else { return }
    let names = missing.map { "\($0)\n" }.sorted().joined()
    try git(
      "-c", "fetch.negotiationAlgorithm=noop", "fetch", remote, "--no-tags", "--no-write-fetch-head", "--quiet",
      "--no-auto-maintenance", "--recurse-submodules=no", "--filter=blob:none", "--stdin", input: Array(names.utf8)
    ).requireSuccess()
  }

  /// The remote that promised what is not here; nil if this is no partial clone. `git clone --filter` names it in the remote's own settings,
  /// older versions in an extension of the format.
  ///
  /// Source: git's Documentation/technical/partial-clone.txt; promisor-remote.c, `promisor_remote_config`.
  package func promisor() throws(GitError) -> String? {
    if let name = try configuration("extensions.partialClone") { return name }
    let keys = try configurationKeys(matching: "^remote\\..*\\.promisor$")
    for key in keys.sorted() where try flag(key) == true {
      return String(key.dropFirst("remote.".count).dropLast(".promisor".count))
    }
    return nil
  }
}
