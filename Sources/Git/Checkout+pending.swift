private import Glibc

extension Checkout {
  /// Writes down that a branch is about to move, before it does; ``follow(_:to:)`` is the end of it, and so is ``forget()``.
  package func note(_ branch: RefName, from old: ObjectID?, to new: ObjectID) throws(GitError) {
    try PendingCheckout(branch, from: old, to: new).note(in: repository)
  }

  /// Says that the branch did not move.
  package func forget() { PendingCheckout.forget(in: repository) }

  /// Brings index and work tree after a branch that a process moved before it was killed. The caller holds the ``RefLock``.
  ///
  /// A file that somebody has edited since stays as it is; its entry in the index follows unless that was changed too. Where the branch has moved
  /// on meanwhile, whoever moved it has seen the state that it was in.
  package func finish() throws(GitError) {
    guard let pending = PendingCheckout(in: repository), !repository.isMidOperation else { return }
    guard try repository.headBranch() == pending.branch, try repository.target(of: pending.branch) == pending.new else {
      return forget()
    }
    let old = try pending.old.map { id throws(GitError) in try repository.commit(id).tree }
    let changes = try repository.changes(from: old, to: repository.commit(pending.new).tree)
    let indexed = try indexed(changes)
    let (staged, files) = try (changes.filter { Self.has($0, indexed[$0.path]) }, unedited(changes))
    let whole = staged.filter { files.contains($0.path) }
    try restore(whole, to: pending.new, inWorkTree: true)
    try restore(staged.filter { !files.contains($0.path) }, to: pending.new, inWorkTree: false)
    forget()
  }

  /// True where a blob is what a path had before or has after a change.
  private static func has(_ change: TreeChange, _ blob: ObjectID?) -> Bool {
    blob == change.before?.id || blob == change.after?.id
  }

  /// The blobs that the index has at the paths of changes.
  private func indexed(_ changes: [TreeChange]) throws(GitError) -> [RepositoryPath: ObjectID] {
    var found: [RepositoryPath: ObjectID] = [:]
    var rest = changes[...]
    while !rest.isEmpty {
      let paths = rest.prefix(Self.pathsAtOnce).map { String(decoding: $0.path.bytes, as: UTF8.self) }
      rest = rest.dropFirst(Self.pathsAtOnce)
      // MODE SP ID SP STAGE TAB PATH NUL
      let list = try repository.runGit(["ls-files", "--stage", "-z", "--"] + paths)
      for line in list.output.split(separator: 0) {
        guard let tab = line.firstIndex(of: UInt8(ascii: "\t")), let path = RepositoryPath(bytes: line[(tab + 1)...])
        else { continue }
        let words = line[..<tab].split(separator: UInt8(ascii: " "))
        if words.count == 3 { found[path] = ObjectID(hex: String(decoding: words[1], as: UTF8.self)) }
      }
    }
    return found
  }

  /// The paths at which the work tree has what was there before a change or is there after it, as git's filters see it.
  private func unedited(_ changes: [TreeChange]) throws(GitError) -> Set<RepositoryPath> {
    var (unedited, files): (Set<RepositoryPath>, [TreeChange]) = ([], [])
    for change in changes {
      var status = stat()
      let path = String(decoding: change.path.bytes, as: UTF8.self)
      if lstat((repository.workTree ?? ".") + "/" + path, &status) != 0 {
        // A deleted file is an edit, unless git keeps it out of a sparse checkout, which restore is followed by.
        if change.before == nil || change.after == nil { unedited.insert(change.path) }
      } else if status.st_mode & S_IFMT == S_IFREG, !change.path.bytes.contains(UInt8(ascii: "\n")) {
        files.append(change)
      }
    }
    let paths: [UInt8] = Array(files.map { $0.path.bytes + [UInt8(ascii: "\n")] }.joined())
    guard !paths.isEmpty else { return unedited }
    let ids = try repository.runGit(["hash-object", "--stdin-paths"], input: paths).output
      .split(separator: UInt8(ascii: "\n"))
    for (change, id) in zip(files, ids) where Self.has(change, ObjectID(hex: String(decoding: id, as: UTF8.self))) {
      unedited.insert(change.path)
    }
    return unedited
  }
}
