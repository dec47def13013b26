import Git
import RegistryStore
import Rules

extension BranchPush {
  /// More commits than this are no leftover of a push that failed.
  private static let unpushedLimit = 20

  /// What a commit did that is not pushed yet.
  struct Unpushed {
    let commit: Commit
    let change: Change
    let before: CommitSnapshot?
    let after: CommitSnapshot
  }

  /// The commits of the branch that the remote lacks, tip first, as far as is known without asking it; none where it has no such
  /// branch, or too many are missing.
  func unpushed() throws -> [Unpushed] {
    guard let tip = try repository.target(of: branch), let tracking = RefName("refs/remotes/\(remote)/\(name)"),
      let published = try repository.target(of: tracking), published != tip,
      let base = try repository.mergeBase(published, tip)
    else { return [] }
    let commits = try repository.firstParents(from: base, to: tip) ?? []
    guard commits.count <= Self.unpushedLimit else { return [] }
    return try commits.reversed().map { commit in
      let before = try repository.firstParent(of: commit).map { CommitSnapshot(repository, tree: $0.tree) }
      let after = CommitSnapshot(repository, tree: commit.tree)
      return Unpushed(commit: commit, change: try Change(from: before, to: after), before: before, after: after)
    }
  }
}
