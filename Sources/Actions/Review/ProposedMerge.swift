package import Git
import RegistryStore
package import Rules

/// What merging one revision into another would change: the tree that git makes of both, against the one that is there.
package struct ProposedMerge {
  package let base: Commit
  package let head: Commit
  /// Nil if git cannot merge.
  package let change: Change?
  /// What the merge changes outside the registry's folder.
  package let outside: [RepositoryPath]
  /// Nil if git merges.
  package let conflict: Merge?

  /// - Parameters: revisions as people name them.
  package init(of head: String, into base: String, _ scope: RevisionScope) throws {
    let (ours, theirs, start) = try (scope.commit(head), scope.commit(base), scope.mergeBase(base, head))
    let merged = try scope.repository.merge(ours, into: theirs)
    let conflicts = try merged.conflicts.map { path in
      func entries(_ path: RepositoryPath) throws -> [TreeEntry?] {
        try [theirs, ours, start].map { try scope.repository.entry(at: path, in: $0.tree) }
      }
      let (path, entries) = try (Self.named(path, where: entries), entries(path))
      return Merge.Conflict(path: path, isAddedByBoth: entries[0] != nil && entries[1] != nil && entries[2] == nil)
    }
    self.head = ours
    self.base = theirs
    conflict = conflicts.isEmpty ? nil : Merge(base: Self.shown(base), head: Self.shown(head), conflicts: conflicts)
    outside = try scope.path == nil ? [] : scope.outside(from: theirs.tree, to: merged.tree)
    change = conflicts.isEmpty ? try scope.change(from: theirs.tree, to: merged.tree) : nil
    if let change, change.before == nil { try scope.requireRegistry(scope.snapshot(merged.tree)) }
  }

  /// A revision as people say it: an id in short, a branch without its namespace.
  private static func shown(_ revision: String) -> String {
    if let id = ObjectID(hex: revision) { return id.abbreviated }
    let prefix = ["refs/heads/", "refs/remotes/"].first { revision.hasPrefix($0) }
    return String(revision.dropFirst(prefix?.count ?? 0))
  }

  /// git calls a file that stands where the other side has a folder `path~branch`.
  private static func named(
    _ path: RepositoryPath, where entries: (RepositoryPath) throws -> [TreeEntry?]
  ) throws -> RepositoryPath {
    guard try entries(path).allSatisfy({ $0 == nil }), let tilde = path.bytes.lastIndex(of: UInt8(ascii: "~")) else {
      return path
    }
    return RepositoryPath(bytes: path.bytes[..<tilde]) ?? path
  }
}
