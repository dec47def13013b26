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
  private let limits: PushLimits
  private let actor: String?
  private let isActorSigner: Bool
  private let requiredBlobs: RequiredBlobs
  private let firstAdmin: String?

  /// - Parameter isActorSigner: true where who signed the protected branch's new tip acts, whoever `actor` is.
  package init(
    repository: Repository, limits: PushLimits, actor: String?, isActorSigner: Bool, requiredBlobs: RequiredBlobs,
    firstAdmin: String?
  ) {
    self.repository = repository
    self.limits = limits
    self.actor = actor
    self.isActorSigner = isActorSigner
    self.requiredBlobs = requiredBlobs
    self.firstAdmin = firstAdmin
  }

  /// The branch on which the rules hold: `registry.branch` of the repository's configuration, else HEAD's; what a symbolic
  /// reference leads to in either case.
  package static func protectedBranch(of repository: Repository) throws(GitError) -> RefName? {
    guard let configured = try repository.configuration("registry.branch") else { return try repository.headBranch() }
    guard let name = configured.hasPrefix("refs/") ? RefName(configured) : RefName(branch: configured) else {
      throw GitError(
        operation: "find the protected branch", reason: .other(0),
        detail: "registry.branch is '\(configured)', which is no name of a branch")
    }
    return try repository.resolved(name)
  }

  /// Judges all updates of a push at once: every reference, and what becomes of the protected branch.
  ///
  /// - Throws: what kept us from judging; the push is refused then too.
  package func judge(_ updates: [RefUpdate]) throws(GitError) -> Report {
    if let excess = limits.excess(references: updates.count) { return try Judge.judge(Push(excesses: [excess])) }
    guard let branch = try Self.protectedBranch(of: repository) else {
      throw GitError(
        operation: "find the protected branch", reason: .notFound, detail: "HEAD names no branch; set registry.branch")
    }
    var push = Push(allowedNamespaces: try repository.configurations("registry.allowedNamespace"))
    for update in updates { push.moves.append(try move(update, protected: branch)) }
    let references = try Judge.judge(push)
    let protected = push.moves.filter(\.isProtected)
    // What is wrong with the references would only be told twice by what they lead to.
    guard let move = protected.first, protected.count == 1 else { return references }
    do throws(GitError) {
      return references.merging(try judge(from: move.old, to: move.new, push))
    } catch {
      guard case .tooLarge(let excess) = error.reason else { throw error }
      push.excesses.append(limits.excess(excess))
      return try Judge.judge(push)
    }
  }

  /// A reference as the repository has it. Another name of the protected branch is the protected branch.
  private func move(_ update: RefUpdate, protected branch: RefName) throws(GitError) -> RefMove {
    let isProtected = try repository.resolved(update.name) == branch
    let name = isProtected ? branch : update.name
    let old = try repository.target(of: name)
    let twin = try update.name.twin.flatMap { name throws(GitError) in try repository.target(of: name) }
    let isFastForward = isProtected ? try isFastForward(from: old, to: update.new) : true
    return RefMove(
      name: name, old: old, new: update.new, claimedOld: update.old, isProtected: isProtected,
      isFastForward: isFastForward, hasTwin: twin != nil)
  }

  private func isFastForward(from old: ObjectID?, to new: ObjectID?) throws(GitError) -> Bool {
    guard let old, let new else { return true }
    return try repository.isAncestor(old, of: commit(new).id)
  }

  /// - Throws: an error that says so where the object is no commit: an annotated tag, say.
  private func commit(_ id: ObjectID) throws(GitError) -> Commit {
    guard try repository.header(of: id).kind == .commit else {
      throw GitError(
        operation: "read \(id)", reason: .other(0),
        detail: "a branch names a commit, and this is none; push the commit itself")
    }
    return try repository.commit(id)
  }

  /// What to tell a person whose push touches only unprotected branches while the protected one does not exist: most
  /// likely the server's HEAD names another branch than people use. Nil where all is well.
  package func missedBranchHint(_ updates: [RefUpdate]) throws(GitError) -> String? {
    guard let branch = try Self.protectedBranch(of: repository) else { return nil }
    let isThere = try repository.target(of: branch) != nil
    guard !isThere, !updates.contains(where: { $0.name == branch }),
      updates.contains(where: { $0.name.branch != nil && $0.new != nil })
    else { return nil }
    return
      "nothing was judged: the rules hold on \(branch), which does not exist yet; push there, or let HEAD of this repository name your branch"
  }

  private func judge(from old: ObjectID?, to new: ObjectID?, _ push: Push) throws(GitError) -> Report {
    let oldTree = try old.map { id throws(GitError) in try commit(id).tree }
    let newTree = try new.map { id throws(GitError) in try commit(id).tree }
    let content = try StoredContent(of: repository, knowsStore: requiredBlobs == .lfsStore)
    let published = oldTree.map { CommitSnapshot(repository, tree: $0) }
    // A branch without an organization is no registry yet: what is pushed then is a first push.
    let before = try published?.organization() == nil ? nil : published
    let after = CommitSnapshot(repository, tree: newTree ?? oldTree ?? Tree.emptyID)
    let commits = (new ?? old).map {
      NewCommits(in: repository, from: old, to: $0, members: before ?? after, namesActor: isActorSigner)
    }
    let facts = Facts(
      actor: .authenticated(isActorSigner ? try commits?.actor() : actor), content: content, push: push,
      signatures: commits, firstAdmin: firstAdmin)
    return try Judge.judge(Change(from: before, to: after, limits: limits.treeDiff), facts)
  }
}
