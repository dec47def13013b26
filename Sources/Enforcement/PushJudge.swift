import Blobs
package import Diagnostics
package import Git
import RegistryStore
import Rules

/// Judges a push: its references, and each step that the protected branch takes; see ``StepJudge``.
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
  private let options: PushHookOptions
  private let now: Int64
  private let content: StoredContent

  /// - Parameters:
  ///   - actor: who pushes, as the host says; nil if it names nobody, and if signatures name the actor.
  ///   - now: the server's clock, in seconds since 1970.
  package init(
    repository: Repository, limits: PushLimits, actor: String?, options: PushHookOptions, now: Int64
  ) throws(GitError) {
    self.repository = repository
    self.limits = limits
    self.actor = actor
    self.options = options
    self.now = now
    content = try StoredContent(of: repository, knowsStore: options.requiredBlobs == .lfsStore)
  }

  private var isActorSigner: Bool { options.actorSource == .signature }

  /// The branch on which the rules hold: `registry.branch` of the repository's configuration, else HEAD's; what a symbolic
  /// reference leads to in either case.
  package static func protectedBranch(of repository: Repository) throws(GitError) -> RefName? {
    guard let configured = try repository.configuration("registry.branch") else { return try repository.headBranch() }
    guard let name = configured.hasPrefix("refs/") ? RefName(configured) : RefName(branch: configured) else {
      throw GitError(
        operation: "find the protected branch", reason: .other(0),
        detail: "registry.branch is '\(configured)', which is not a valid branch name")
    }
    return try repository.resolved(name)
  }

  /// Judges all updates of a push at once: every reference, and what becomes of the protected branch.
  ///
  /// - Throws: what kept us from judging; the push is refused then too.
  package func judge(_ updates: [RefUpdate]) throws(GitError) -> Report {
    let excesses = limits.excesses(of: updates)
    if !excesses.isEmpty { return try Judge.judge(Push(excesses: excesses)) }
    guard let branch = try Self.protectedBranch(of: repository) else {
      throw GitError(
        operation: "find the protected branch", reason: .notFound, detail: "HEAD names no branch; set registry.branch")
    }
    var push = Push(allowedNamespaces: try repository.configurations("registry.allowedNamespace"))
    var steps: [Commit]?
    for update in updates { push.moves.append(try move(update, protected: branch, &steps)) }
    // git lists them for every push, so that this costs as much again.
    if push.moves.contains(where: { $0.old == nil && $0.new != nil }) {
      push.references = try repository.referenceNames()
    }
    let references = try Judge.judge(push)
    let protected = push.moves.filter(\.isProtected)
    // What is wrong with the references would only be reported a second time by what they lead to.
    guard protected.count <= 1 else { return references }
    var report = references
    do throws(GitError) {
      if let move = protected.first {
        report = report.merging(try judge(from: move.old, to: move.new, steps, push))
      } else {
        report = report.merging(try judgePusher(of: branch))
      }
    } catch {
      guard case .tooLarge(let excess) = error.reason else { throw error }
      push.excesses.append(limits.excess(excess))
      return try Judge.judge(push)
    }
    guard let excess = try limits.excess(ofNewObjectsIn: repository) else { return report }
    return report.merging(try Judge.judge(Push(excesses: [excess])))
  }

  /// Writes the content that the verdict counted on to the disk.
  package func syncContent() throws(GitError) { try content.sync() }

  /// What of the repository the verdict on a push depends on, in a text to compare: the references that it moves, those that could be
  /// taken for them, and the protected branch; and who pushes.
  package func circumstances(of updates: [RefUpdate]) throws(GitError) -> String {
    func value(_ name: RefName?) throws(GitError) -> String {
      try name.flatMap { name throws(GitError) in try repository.target(of: name) }.map { "\($0)" } ?? "-"
    }
    let branch = try Self.protectedBranch(of: repository)
    var lines = [
      options.arguments.joined(separator: " "), actor ?? "-", "\(branch?.text ?? "-") \(try value(branch))",
    ]
    var makesReference = false
    for update in updates {
      let name = try repository.resolved(update.name)
      let old = try value(name)
      makesReference = makesReference || (old == "-" && update.new != nil)
      let claim = "\(update.old ?? .zero) \(update.new ?? .zero) \(update.name.text)"
      lines.append("\(claim) \(name.text) \(old) \(try value(update.name.twin))")
    }
    if makesReference { lines += try repository.referenceNames().map(\.text) }
    return lines.joined(separator: "\n")
  }

  /// A reference as the repository has it. Another name of the protected branch is the protected branch.
  ///
  /// - Parameter steps: those of the protected branch, if it keeps its first parents.
  private func move(
    _ update: RefUpdate, protected branch: RefName, _ steps: inout [Commit]?
  ) throws(GitError) -> RefMove {
    let isProtected = try repository.resolved(update.name) == branch
    let name = isProtected ? branch : update.name
    let old = try repository.target(of: name)
    let twin = try update.name.twin.flatMap { name throws(GitError) in try repository.target(of: name) }
    var (isFastForward, keepsFirstParents) = (true, true)
    if isProtected, let new = update.new {
      let tip = try commit(new)
      steps = try repository.firstParents(from: old, to: tip.id)
      keepsFirstParents = steps != nil
      if steps == nil, let old { isFastForward = try repository.isAncestor(old, of: tip.id) }
    }
    return RefMove(
      name: name, old: old, new: update.new, claimedOld: update.old, isProtected: isProtected,
      isFastForward: isFastForward, keepsFirstParents: keepsFirstParents, hasTwin: twin != nil,
      tagTarget: try newTagTarget(name, old: old, new: update.new))
  }

  private func newTagTarget(_ name: RefName, old: ObjectID?, new: ObjectID?) throws(GitError) -> TagTarget? {
    guard name.lies(in: RefName.tags), old == nil, let new else { return nil }
    return try repository.tagTarget(of: new)
  }

  /// - Throws: an error that says so if the object is not a commit: an annotated tag, say.
  private func commit(_ id: ObjectID) throws(GitError) -> Commit {
    guard try repository.header(of: id).kind == .commit else {
      throw GitError(
        operation: "read \(id)", reason: .other(0),
        detail: "a branch must name a commit, and this is not one; push the commit itself")
    }
    return try repository.commit(id)
  }

  /// What to say to a person whose push touches only unprotected branches while the protected one does not exist: most
  /// likely the server's HEAD names another branch than people use. Nil if all is well.
  package func missedBranchHint(_ updates: [RefUpdate]) throws(GitError) -> String? {
    guard let branch = try Self.protectedBranch(of: repository) else { return nil }
    let isThere = try repository.target(of: branch) != nil
    guard !isThere, !updates.contains(where: { $0.name == branch }),
      updates.contains(where: { $0.name.branch != nil && $0.new != nil })
    else { return nil }
    return
      "nothing was judged: the rules hold on \(branch), which does not exist yet; push there, or set HEAD of this repository to your branch"
  }

  /// Who pushes, if only members may and the protected branch stays where it is.
  private func judgePusher(of branch: RefName) throws(GitError) -> Report {
    guard try options.actorSource.isForMembers(in: repository), let tip = try repository.target(of: branch) else {
      return .empty
    }
    let snapshot = CommitSnapshot(repository, tree: try commit(tip).tree)
    guard try snapshot.organization() != nil else { return .empty }
    return try Judge.judge(
      Change(from: snapshot, to: snapshot), Facts(actor: .authenticated(actor)))
  }

  /// - Parameter steps: nil if the branch is deleted, rewound or led into other history: what that comes to is judged too, and
  ///   refused all the same.
  private func judge(
    from old: ObjectID?, to new: ObjectID?, _ steps: [Commit]?, _ push: Push
  ) throws(GitError) -> Report {
    let tip = try new.map { id throws(GitError) in try commit(id) }
    let change = try ProtectedChange(in: repository, from: old, to: tip, steps: steps)
    let signatures = change.signatures(namesActor: isActorSigner)
    let facts = Facts(
      actor: .authenticated(isActorSigner ? try signatures?.actor() : actor),
      content: content, push: push,
      signatures: signatures, firstAdmin: options.firstAdmin)
    return try change.judge(facts, limits: limits.treeDiff, now: now)
  }
}
