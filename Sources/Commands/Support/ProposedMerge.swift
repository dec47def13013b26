import Git
import RegistryStore
import Rules

/// What merging one revision into another would change: the tree that git makes of both, against the one that is there.
struct ProposedMerge {
  let base: Commit
  let head: Commit
  /// Nil where git cannot merge.
  let change: Change?
  /// Nil where git merges.
  let conflict: Merge?

  /// - Parameters: revisions as people name them.
  init(of head: String, into base: String, _ scope: RevisionScope) throws {
    let (ours, theirs, start) = try (scope.commit(head), scope.commit(base), scope.mergeBase(base, head))
    let merged = try scope.repository.merge(ours, into: theirs)
    let conflicts = try merged.conflicts.map { path in
      let entries = try [theirs, ours, start].map { try scope.repository.entry(at: path, in: $0.tree) }
      return Merge.Conflict(path: path, isAddedByBoth: entries[0] != nil && entries[1] != nil && entries[2] == nil)
    }
    self.head = ours
    self.base = theirs
    conflict = conflicts.isEmpty ? nil : Merge(base: base, head: head, conflicts: conflicts)
    change = conflicts.isEmpty ? try scope.change(from: theirs.tree, to: merged.tree) : nil
  }
}

/// The commits and folders of one repository, found by what people write.
struct RevisionScope {
  let repository: Repository
  /// The folder that holds the registry; nil for the top.
  let root: String?

  func commit(_ revision: String) throws -> Commit {
    do {
      return try repository.commit(revision: revision)
    } catch {
      guard error.reason == .notFound else { throw error }
      throw CommandFailure(status: .usage, "there is no revision '\(EscapedText.printable(revision))'")
    }
  }

  /// - Throws: exit status 70 where there is none: most likely a shallow clone cuts history off before it.
  func mergeBase(_ base: String, _ head: String) throws -> Commit {
    guard let start = try repository.mergeBase(commit(base).id, commit(head).id) else {
      throw CommandFailure(
        status: .ownFailure,
        "'\(base)' and '\(head)' have no merge base here\nhelp: in a shallow clone, fetch the whole history (fetch-depth: 0)"
      )
    }
    return try repository.commit(start)
  }

  /// The change between two trees; all of it is new where the first is no registry.
  func change(from before: ObjectID, to after: ObjectID) throws -> Change {
    let old = try isFolder(in: before) ? snapshot(before) : nil
    return try Change(from: old?.organization() == nil ? nil : old, to: snapshot(after))
  }

  func snapshot(_ tree: ObjectID) throws -> CommitSnapshot {
    guard let path else { return CommitSnapshot(repository, tree: tree) }
    guard let path = RepositoryPath(path), let entry = try repository.entry(at: path, in: tree), entry.mode.isFolder
    else {
      throw CommandFailure(
        status: .usage,
        "there is no folder '\(path)' in what is judged\nhelp: --root is a path from the repository's top")
    }
    return CommitSnapshot(repository, tree: entry.id)
  }

  /// The root without slashes too many; nil for the top.
  var path: String? {
    let path = root.map { $0.split(separator: "/").filter { $0 != "." }.joined(separator: "/") } ?? ""
    return path.isEmpty ? nil : path
  }

  private func isFolder(in tree: ObjectID) throws -> Bool {
    guard let path = path.flatMap({ RepositoryPath($0) }) else { return true }
    return try repository.entry(at: path, in: tree)?.mode.isFolder == true
  }
}
