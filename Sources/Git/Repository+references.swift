private import CLibgit2
private import Glibc
private import Synchronization

extension Repository {
  /// The branch that HEAD names in the end, born or not; nil where HEAD is detached.
  package func headBranch() throws(GitError) -> RefName? {
    guard let target = try symbolicTarget(of: "HEAD") else { return nil }
    return try resolved(target)
  }

  /// The reference that a name stands for: itself, or what a symbolic reference leads to.
  package func resolved(_ name: RefName) throws(GitError) -> RefName {
    var current = name
    for _ in 0..<10 {
      guard let next = try symbolicTarget(of: current.text) else { return current }
      current = next
    }
    throw GitError(operation: "follow \(name)", reason: .other(0), detail: "symbolic references lead in a circle")
  }

  private func symbolicTarget(of name: String) throws(GitError) -> RefName? {
    var reference: OpaquePointer?
    let code = git_reference_lookup(&reference, handle, name)
    guard code != GIT_ENOTFOUND.rawValue else { return nil }
    try libgit2("read \(name)") { code }
    defer { git_reference_free(reference) }
    guard let target = git_reference_symbolic_target(reference) else { return nil }
    let bytes = UnsafeRawBufferPointer(start: target, count: strlen(target))
    guard let name = RefName(bytes: Array(bytes)) else {
      throw GitError(operation: "read \(name)", reason: .other(0), detail: "it names no reference")
    }
    return name
  }

  /// The object that a reference names, without peeling; nil where the reference does not exist.
  package func target(of name: RefName) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    do {
      try libgit2("read \(name)") { git_reference_name_to_id(&oid, handle, name.text) }
      return ObjectID(oid)
    } catch  where error.reason == .notFound {
      return nil
    }
  }

  /// The commit that a revision names, in any form of gitrevisions(7).
  package func commit(revision: String) throws(GitError) -> Commit {
    var object: OpaquePointer?
    try libgit2("find revision '\(revision)'") { git_revparse_single(&object, handle, revision) }
    defer { git_object_free(object) }
    var peeled: OpaquePointer?
    try libgit2("find the commit of '\(revision)'") { git_object_peel(&peeled, object, GIT_OBJECT_COMMIT) }
    defer { git_object_free(peeled) }
    return try commit(ObjectID(git_object_id(peeled).pointee))
  }

  /// The commit whose id begins so.
  ///
  /// - Parameter digits: hexadecimal, 4 to 40.
  /// - Returns: nil if there is none, or more than one object.
  package func commit(beginning digits: String) throws(GitError) -> Commit? {
    let count = digits.utf8.count
    var id = git_oid()
    guard (4...40).contains(count), git_oid_fromstrn(&id, digits, count) == 0 else { return nil }
    var object: OpaquePointer?
    defer { git_object_free(object) }
    let code = git_object_lookup_prefix(&object, handle, &id, count, GIT_OBJECT_COMMIT)
    guard code != GIT_ENOTFOUND.rawValue, code != GIT_EAMBIGUOUS.rawValue else { return nil }
    try libgit2("find commit \(digits)") { code }
    return try commit(ObjectID(git_object_id(object).pointee))
  }

  /// Moves a reference from `old` to `new` by compare-and-swap.
  ///
  /// - Parameters:
  ///   - old: the value that the reference must have; nil where it must not exist.
  ///   - message: the reflog's line.
  /// - Throws: ``GitError`` with reason `modified` or `locked` where another process came first.
  package func move(_ name: RefName, from old: ObjectID?, to new: ObjectID, message: String) throws(GitError) {
    var reference: OpaquePointer?
    defer { git_reference_free(reference) }
    var target = new.oid
    var expected = old?.oid ?? git_oid()
    try openReferences(isSynced: syncPolicy().references)
    try making { () throws(GitError) in
      try libgit2("move \(name)") {
        old == nil
          ? git_reference_create(&reference, handle, name.text, &target, 0, message)
          : git_reference_create_matching(&reference, handle, name.text, &target, 1, &expected, message)
      }
    }
    let permissions = try sharedPermissions()
    guard permissions.isShared else { return }
    let folder = name.text.lastIndex(of: "/").map { name.text[..<$0] } ?? ""
    for top in [commonDirectory, commonDirectory + "/logs"] {
      permissions.passOnGroup(from: "\(top)/\(folder)", to: top)
    }
  }

  /// Opens the references anew, unless they are synced as they should be: libgit2 asks whether to sync a repository's when it first
  /// looks at them.
  private func openReferences(isSynced: Bool) throws(GitError) {
    guard isSynced != syncsReferences else { return }
    var references: OpaquePointer?
    try LibrarySetting.syncsReferences.withLock { _ throws(GitError) in
      // What another thread opens meanwhile is synced where it need not be, never the other way round.
      _ = clibgit2_set_fsync(isSynced ? 1 : 0)
      defer { _ = clibgit2_set_fsync(0) }
      try libgit2("open the references") { git_refdb_open(&references, handle) }
    }
    defer { git_refdb_free(references) }
    try libgit2("use the references") { git_repository_set_refdb(handle, references) }
    syncsReferences = isSynced
  }

  /// True where `descendant` is `ancestor` or comes after it.
  package func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws(GitError) -> Bool {
    if try isNear(ancestor, descendant) { return true }
    var old = ancestor.oid
    var new = descendant.oid
    let result = git_graph_descendant_of(handle, &new, &old)
    try libgit2("compare \(ancestor) and \(descendant)") { result }
    return result == 1
  }

  /// True where `descendant` is `ancestor`, or comes after it by a few first parents and one more.
  ///
  /// Most pushes and branches are a few commits. For one commit behind a commit-graph of 20,000, libgit2 1.5's walk cost the hook
  /// 50 of its 93 million instructions, and a second behind 100,000.
  private func isNear(_ ancestor: ObjectID, _ descendant: ObjectID) throws(GitError) -> Bool {
    guard ancestor != descendant else { return true }
    // Where a shallow clone ends, git knows no parents.
    guard !isShallow else { return false }
    var id = descendant
    for _ in 0..<Self.nearCommits {
      // What a partial clone lacks is not asked for here.
      guard contains(id) else { return false }
      let parents = try commit(id).parents
      if parents.contains(ancestor) { return true }
      guard let first = parents.first else { return false }
      id = first
    }
    return false
  }

  private static let nearCommits = 16

  /// The best common ancestor of two commits; nil for unrelated histories.
  package func mergeBase(_ one: ObjectID, _ two: ObjectID) throws(GitError) -> ObjectID? {
    if try isNear(one, two) { return one }
    if try isNear(two, one) { return two }
    var base = git_oid()
    var first = one.oid
    var second = two.oid
    do {
      try libgit2("find the merge base of \(one) and \(two)") { git_merge_base(&base, handle, &first, &second) }
      return ObjectID(base)
    } catch  where error.reason == .notFound {
      return nil
    }
  }

  /// Where a branch left another one: the latest commit on that one's first parents that the branch has too; nil for unrelated histories.
  ///
  /// It differs from ``mergeBase(_:_:)`` where the branch left from the inside of one that was merged since: what such a
  /// commit holds was never a snapshot of the other branch.
  package func forkPoint(of branch: ObjectID, from other: ObjectID) throws(GitError) -> ObjectID? {
    guard let base = try mergeBase(other, branch) else { return nil }
    // Most often the merge base is a few first parents back, and nothing has to be compared.
    var next: ObjectID? = other
    for _ in 0..<Self.nearCommits {
      guard let id = next else { break }
      if id == base { return base }
      next = try presentCommit(id)?.parents.first
    }
    let lacking = Set(try newCommits(from: branch, to: other))
    next = other
    while let id = next, lacking.contains(id) { next = try presentCommit(id)?.parents.first }
    return next
  }

  /// True where a branch is checked out in this or a linked work tree.
  package func isCheckedOut(_ branch: RefName) throws(GitError) -> Bool {
    var reference: OpaquePointer?
    guard git_reference_lookup(&reference, handle, branch.text) == 0 else { return false }
    defer { git_reference_free(reference) }
    // libgit2 opens the repository once more to find out.
    if access(commonDirectory + "/worktrees", F_OK) != 0 { return isBare ? false : try headBranch() == branch }
    return git_branch_is_checked_out(reference) == 1
  }
}

extension Repository {
  /// The names of the linked work trees, whether or not their folders are still there.
  package func worktreeNames() throws(GitError) -> [String] {
    var names = git_strarray()
    try libgit2("list the work trees") { git_worktree_list(&names, handle) }
    defer { git_strarray_dispose(&names) }
    return (0..<names.count).compactMap { names.strings[$0].map { String(cString: $0) } }
  }
}
