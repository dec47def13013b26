import Diagnostics
package import Git
package import RegistryStore
package import Rules

/// The commits and folders of one repository, found by what people write.
package struct RevisionScope {
  package let repository: Repository
  /// The folder that holds the registry; nil for the top.
  private let root: String?

  package init(repository: Repository, root: String?) {
    self.repository = repository
    self.root = root
  }

  package func commit(_ revision: String) throws -> Commit {
    do {
      return try repository.commit(revision: revision)
    } catch {
      let help =
        revision.contains("..") ? "name the branch alone, and the other with --base or --merge-with" : nil
      let name = EscapedText.line(revision)
      guard error.reason != .notFound else {
        throw ActionFailure(.invalid, "there is no revision '\(name)'", help: help)
      }
      throw ActionFailure(
        .invalid, "'\(name)' names no commit\(help == nil ? "\n\(error.detail)" : "")", help: help)
    }
  }

  /// True for `HEAD` before the first commit.
  package func isUnborn(_ revision: String) throws -> Bool {
    guard revision == "HEAD", let branch = try repository.headBranch() else { return false }
    return try repository.target(of: branch) == nil
  }

  /// Where the head left the base's first parents; what is published counts as it was there, and not as some commit of a branch has it.
  ///
  /// - Throws: ``ActionFailure`` if there is none: most likely a shallow clone cuts history off before it.
  package func mergeBase(_ base: String, _ head: String) throws -> Commit {
    let (one, two) = try (commit(base).id, commit(head).id)
    var start: ObjectID?
    do {
      start = try repository.forkPoint(of: two, from: one)
    } catch {
      // libgit2 1.5 walks on where a shallow clone cuts history off.
      guard repository.isShallow else { throw error }
    }
    guard let start else {
      throw ActionFailure(
        .own, "'\(base)' and '\(head)' have no merge base here",
        help: repository.isShallow
          ? "this clone is shallow: fetch the whole history (fetch-depth: 0)"
          : "their histories have nothing in common")
    }
    return try repository.commit(start)
  }

  /// The change between two trees.
  package func change(from before: ObjectID, to after: ObjectID) throws -> Change {
    let old = try isFolder(in: before) ? snapshot(before) : nil
    return try Change(from: CommitSnapshot.founded(old), to: snapshot(after))
  }

  package func snapshot(_ tree: ObjectID) throws -> CommitSnapshot {
    guard let path else { return CommitSnapshot(repository, tree: tree) }
    guard let path = RepositoryPath(path), let entry = try repository.entry(at: path, in: tree), entry.mode.isFolder
    else {
      throw ActionFailure(
        .invalid, "there is no folder '\(path)' in what is judged", help: "--root is a path from the repository's top")
    }
    return CommitSnapshot(repository, tree: entry.id)
  }

  /// Throws if there is nothing to judge. What has lost its organization and still has members or registries is
  /// judged: a rule says what it lacks.
  package func requireRegistry(_ snapshot: CommitSnapshot) throws {
    if try snapshot.isRegistry { return }
    for folder in ["members", "registries"] {
      if let path = RepositoryPath(folder), try snapshot.entry(at: path)?.mode.isFolder == true { return }
    }
    throw ActionFailure.noRegistry(in: path)
  }

  /// The registry's folder in a tree; nil if there is none.
  package func registry(in tree: ObjectID) throws(GitError) -> CommitSnapshot? {
    guard let path = path.flatMap({ RepositoryPath($0) }) else { return CommitSnapshot(repository, tree: tree) }
    guard let entry = try repository.entry(at: path, in: tree), entry.mode.isFolder else { return nil }
    return CommitSnapshot(repository, tree: entry.id)
  }

  /// The root without slashes too many; nil for the top.
  package var path: String? {
    let path = root.map { $0.split(separator: "/").filter { $0 != "." }.joined(separator: "/") } ?? ""
    return path.isEmpty ? nil : path
  }

  /// The files that differ outside the registry's folder.
  package func outside(from before: ObjectID, to after: ObjectID) throws -> [RepositoryPath] {
    guard let path else { return [] }
    return try repository.changes(from: before, to: after).map(\.path).filter { !$0.hasPrefix("\(path)/") }
  }

  private func isFolder(in tree: ObjectID) throws -> Bool {
    guard let path = path.flatMap({ RepositoryPath($0) }) else { return true }
    return try repository.entry(at: path, in: tree)?.mode.isFolder == true
  }
}
