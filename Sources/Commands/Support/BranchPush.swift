import Blobs
import Git
import Manifests
import RegistryStore
import Rules

/// A branch on its way to a remote: content first, then the reference, so that no reference names content that is not there.
struct BranchPush {
  /// Where others push all the time, a person has to look.
  static let attemptLimit = 5

  let remote: String
  private let repository: Repository
  private let branch: RefName
  private var name: String { branch.branch ?? "\(branch)" }

  /// - Throws: ``CommandFailure`` where there is no remote to push to: before anything is made.
  init(of branch: RefName, to wanted: String?, from repository: Repository) throws {
    guard let remote = try ContentRemote.name(wanted, in: repository) else {
      throw CommandFailure(
        "there is no remote to push to\nhelp: name one with --remote; git remote add origin ADDRESS adds one")
    }
    self.remote = remote
    self.branch = branch
    self.repository = repository
  }

  /// - Returns: false where the remote's branch has commits that this one lacks.
  func push(_ commit: ObjectID) throws -> Bool {
    guard let published = try published(before: commit) else { return false }
    try pushContent(of: commit, since: published)
    // git-lfs's own hook would ask the server for every object once more.
    let result = try repository.git(
      "push", "--porcelain", remote, "\(branch):\(branch)", environment: ["GIT_LFS_SKIP_PUSH": "1"])
    guard result.status != 0 else { return true }
    guard let refusal = result.text.split(separator: "\n").first(where: { $0.hasPrefix("!") }) else {
      throw failure(commit, .network, "could not be reached", result.error, help: "git push \(remote) \(name)")
    }
    if Self.races.contains(where: refusal.contains) { return false }
    throw failure(commit, .diagnostics, "refused it", result.error, help: "git log \(remote)/\(name)..\(name) shows it")
  }

  /// What git says where somebody else pushed first.
  private static let races = [
    "(fetch first)", "(non-fast-forward)", "(stale info)", "(failed to update ref)", "(cannot lock ref",
    "incorrect old value",
  ]

  /// The tree that the remote has on the branch, or on its HEAD where the branch is new there; nil for a commit that is not here.
  private func published(before commit: ObjectID) throws -> ObjectID? {
    let result = try repository.git("ls-remote", remote, "HEAD", "\(branch)")
    guard result.status == 0 else {
      throw failure(commit, .network, "could not be reached", result.error, help: "git push \(remote) \(name)")
    }
    let lines = result.text.split(separator: "\n").map { $0.split(separator: "\t") }
    let own = lines.first { $0.last ?? "" == "\(branch)" }
    guard let tip = (own ?? lines.first)?.first.flatMap({ ObjectID(hex: String($0)) }) else { return Tree.emptyID }
    do {
      return try repository.commit(tip).tree
    } catch {
      // Somebody else's commit, which a fetch would bring.
      guard error.reason == .notFound else { throw error }
      return own == nil ? Tree.emptyID : nil
    }
  }

  private func pushContent(of commit: ObjectID, since published: ObjectID) throws {
    let tree = try repository.commit(commit).tree
    let snapshot = CommitSnapshot(repository, tree: tree)
    guard try Finder(snapshot: snapshot).organization().effectiveBlobs == .lfs else { return }
    let digests = try repository.changes(from: published, to: tree).compactMap { change -> Digest? in
      guard change.before == nil, case .blob(let digest?)? = LayoutPath(change.path) else { return nil }
      // What was purged goes nowhere any more.
      return try snapshot.tombstone(of: digest) == nil ? digest : nil
    }
    guard !digests.isEmpty else { return }
    do {
      try GitLFS.require().push(digests, to: remote, from: repository)
    } catch let error as LFSTransferError {
      throw failure(
        commit, .network, "did not get its content", "\(error)",
        help: "git lfs push \(remote) \(name), then git push \(remote) \(name)")
    }
  }

  /// Takes a commit back, and puts the branch where the remote's is, so that the change can be made again there.
  ///
  /// - Throws: ``CommandFailure`` where the commit is not the only one that the remote lacks: then a person has to merge.
  func retreat(from commit: ObjectID) throws {
    try repository.git("fetch", "--quiet", "--no-tags", remote, "\(branch)").requireSuccess()
    let fetched = try repository.git("rev-parse", "--verify", "FETCH_HEAD^{commit}").requireSuccess().line
    guard let tip = ObjectID(hex: fetched), let parent = try repository.firstParent(of: repository.commit(commit)),
      try repository.target(of: branch) == commit, try repository.isAncestor(parent.id, of: tip)
    else {
      throw failure(
        commit, .diagnostics, "has commits that \(name) lacks, and \(name) has others beside this one", "",
        help: "git pull --no-rebase \(remote) \(name), then git push \(remote) \(name)")
    }
    if repository.workTree != nil, try repository.headBranch() == branch {
      // Refuses to lose local edits.
      try repository.git("reset", "--quiet", "--keep", "\(tip)").requireSuccess()
    } else {
      try repository.git("update-ref", "\(branch)", "\(tip)", "\(commit)").requireSuccess()
    }
  }

  func contended(_ commit: ObjectID) -> CommandFailure {
    failure(
      commit, .diagnostics, "kept moving", "",
      help: "git registry pushes again with the next change; or git pull, git push")
  }

  private func failure(
    _ commit: ObjectID, _ status: CommandFailure.Status, _ what: String, _ detail: String, help: String
  ) -> CommandFailure {
    let lines = detail.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("hint: ") }
      .map { EscapedText.line(String($0)) + "\n" }.joined()
    return CommandFailure(
      status: status,
      "commit \(commit.abbreviated) is made on \(name) and not pushed: '\(EscapedText.printable(remote))' \(what)\n\(lines)help: \(help)"
    )
  }
}
