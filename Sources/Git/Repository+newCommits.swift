private import CLibgit2

extension Repository {
  /// The commits that a branch gains: all that `new` leads to and `old` does not, on whatever path, `new` first.
  ///
  /// - Parameter old: nil for a branch that is new.
  package func newCommits(from old: ObjectID?, to new: ObjectID) throws(GitError) -> [ObjectID] {
    // libgit2 1.5 walks on where a shallow clone cuts history off.
    if isShallow { return try newCommitsOfShallowClone(from: old, to: new) }
    var walk: OpaquePointer?
    try libgit2("walk from \(new)") { git_revwalk_new(&walk, handle) }
    defer { git_revwalk_free(walk) }
    var oid = new.oid
    try libgit2("walk from \(new)") { git_revwalk_push(walk, &oid) }
    try libgit2("walk from \(new)") { git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL.rawValue) }
    if var hidden = old?.oid { try libgit2("walk to \(new)") { git_revwalk_hide(walk, &hidden) } }
    var commits: [ObjectID] = []
    while true {
      let code = git_revwalk_next(&oid, walk)
      if code == GIT_ITEROVER.rawValue { return commits }
      try libgit2("walk from \(new)") { code }
      commits.append(ObjectID(oid))
    }
  }

  private func newCommitsOfShallowClone(from old: ObjectID?, to new: ObjectID) throws(GitError) -> [ObjectID] {
    let exclusion = old.map { ["^\($0)"] } ?? []
    let lines = try git(["rev-list", "--topo-order", "\(new)"] + exclusion).requireSuccess().text
    return lines.split(separator: "\n").compactMap { ObjectID(hex: $0) }
  }
}
