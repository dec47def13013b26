import Blobs
package import Diagnostics
package import Git
import RegistryStore
import Rules

/// Judges a push by the net change of the protected branch: old snapshot against new, whatever the commits between look like.
package struct PushJudge {
  /// Where the content behind LFS pointers must be.
  package enum RequiredBlobs: String, Sendable, CaseIterable {
    /// In the repository's own LFS store.
    case lfsStore = "lfs-store"
    /// Elsewhere: an LFS server that this hook cannot see.
    case none
  }

  private let repository: Repository
  private let actor: String?
  private let requiredBlobs: RequiredBlobs
  private let firstAdmin: String?

  package init(repository: Repository, actor: String?, requiredBlobs: RequiredBlobs, firstAdmin: String?) {
    self.repository = repository
    self.actor = actor
    self.requiredBlobs = requiredBlobs
    self.firstAdmin = firstAdmin
  }

  /// The branch on which the rules hold: `registry.branch` of the repository's configuration, else HEAD's.
  package static func protectedBranch(of repository: Repository) throws(GitError) -> RefName? {
    if let name = try repository.configuration("registry.branch") {
      return name.hasPrefix("refs/") ? RefName(name) : RefName(branch: name)
    }
    return try repository.headBranch()
  }

  /// Judges all updates of a push at once.
  ///
  /// - Throws: what kept us from judging; the push is refused then too.
  package func judge(_ updates: [RefUpdate]) throws(GitError) -> Report {
    guard let branch = try Self.protectedBranch(of: repository) else {
      throw GitError(
        operation: "find the protected branch", reason: .notFound, detail: "HEAD names no branch; set registry.branch")
    }
    var diagnostics: [Diagnostic] = []
    var notJudged: [Report.NotJudged] = []
    for update in updates where update.name == branch {
      let report = try judge(update)
      diagnostics += report.diagnostics
      notJudged += report.notJudged
    }
    return Report(diagnostics: diagnostics, notJudged: notJudged)
  }

  /// What to tell a person whose push touches only unprotected branches while the protected one does not exist: most
  /// likely the server's HEAD names another branch than people use. Nil where all is well.
  package func missedBranchHint(_ updates: [RefUpdate]) throws(GitError) -> String? {
    guard let branch = try Self.protectedBranch(of: repository), try repository.target(of: branch) == nil,
      !updates.contains(where: { $0.name == branch }),
      updates.contains(where: { $0.name.branch != nil && $0.new != nil })
    else { return nil }
    return
      "nothing was judged: the rules hold on \(branch), which does not exist yet; push there, or let HEAD of this repository name your branch"
  }

  private func judge(_ update: RefUpdate) throws(GitError) -> Report {
    // What the client claims is not asked.
    let old = try repository.target(of: update.name)
    let oldCommit = try old.map { id throws(GitError) in try repository.commit(id) }
    let newCommit = try update.new.map { id throws(GitError) in try repository.commit(id) }
    var isFastForward = true
    if let oldCommit, let newCommit { isFastForward = try repository.isAncestor(oldCommit.id, of: newCommit.id) }
    let move = RefMove(
      name: update.name, old: old, new: newCommit?.id, isProtected: true, isFastForward: isFastForward)
    let facts = Facts(
      actor: .authenticated(actor), content: try StoredContent(of: repository, knowsStore: requiredBlobs == .lfsStore),
      moves: [move], firstAdmin: firstAdmin)
    let published = oldCommit.map { CommitSnapshot(repository, tree: $0.tree) }
    // A branch without an organization is no registry yet: what is pushed then is a first push.
    let before = try published?.organization() == nil ? nil : published
    let after = CommitSnapshot(repository, tree: newCommit?.tree ?? oldCommit?.tree ?? Tree.emptyID)
    return try Judge.judge(Change(from: before, to: after), facts)
  }
}
