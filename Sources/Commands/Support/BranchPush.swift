import Actions
import Blobs
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules

/// A branch on its way to a remote: content first, then the reference, so that no reference names content that is not there.
struct BranchPush {
  /// Where others push all the time, a person has to look.
  static let attemptLimit = 5

  /// What came of an attempt.
  enum Outcome {
    /// Done; the lines that the server said, each after `remote: `.
    case pushed([String])
    /// Somebody else was faster: the remote's branch has commits that this one lacks.
    case raced
    /// The server takes it from nobody, or not from this person; all that it and git said.
    case refused(String)
  }

  let remote: String
  let repository: Repository
  let branch: RefName
  var name: String { branch.branch ?? "\(branch)" }

  /// - Throws: ``CommandFailure`` where there is no remote to push to: before anything is made.
  init(of branch: RefName, to wanted: String?, from repository: Repository) throws {
    guard let remote = try repository.remote(wanted) else {
      throw CommandFailure(
        "there is no remote to push to\nhelp: name one with --remote; git remote add origin ADDRESS adds one")
    }
    self.remote = remote
    self.branch = branch
    self.repository = repository
  }

  /// - Throws: ``CommandFailure`` with status 4 where the remote cannot be reached; the commit stays.
  func push(_ commit: ObjectID) throws -> Outcome {
    guard let published = try published(before: commit) else { return .raced }
    try pushContent(of: commit, since: published)
    // git-lfs's own hook would ask the server for every object once more.
    let result = try repository.git(
      "push", "--porcelain", remote, "\(branch):\(branch)", environment: ["GIT_LFS_SKIP_PUSH": "1"])
    guard result.status != 0 else { return .pushed(Self.words(ofServer: result.error)) }
    guard let refusal = result.text.split(separator: "\n").first(where: { $0.hasPrefix("!") }) else {
      throw unreachable(commit, result.error)
    }
    return Self.races.contains(where: refusal.contains) ? .raced : .refused(result.error)
  }

  /// The lines that came from the server, without empty ones at either end.
  private static func words(ofServer text: String) -> [String] {
    let lines = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(serverPrefix) }
    let isEmpty: (Substring) -> Bool = { $0.dropFirst(serverPrefix.count).allSatisfy(\.isWhitespace) }
    return lines.drop(while: isEmpty).reversed().drop(while: isEmpty).reversed().map(shown)
  }

  /// Without the blanks with which git overwrites progress.
  private static func shown(_ line: Substring) -> String {
    EscapedText.line(String(line.lastIndex { !$0.isWhitespace }.map { line[...$0] } ?? ""))
  }

  private static let serverPrefix = "remote:"

  /// What git says where somebody else pushed first.
  private static let races = [
    "(fetch first)", "(non-fast-forward)", "(stale info)", "(failed to update ref)", "(cannot lock ref",
    "incorrect old value",
  ]

  /// The tree that the remote has on the branch, or on its HEAD where the branch is new there; nil for a commit that is not here.
  private func published(before commit: ObjectID) throws -> ObjectID? {
    let result = try repository.git("ls-remote", remote, "HEAD", "\(branch)")
    guard result.status == 0 else { throw unreachable(commit, result.error) }
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
    let snapshot = try CommitSnapshot.forReading(repository, tree: tree)
    guard try RegistryLookup(snapshot).organization().effectiveBlobs == .lfs else { return }
    let digests = try repository.changes(from: published, to: tree).compactMap { change -> Digest? in
      guard change.before == nil, case .blob(let digest?)? = LayoutPath(change.path) else { return nil }
      // What was purged goes nowhere any more.
      return try snapshot.tombstone(of: digest) == nil ? digest : nil
    }
    guard !digests.isEmpty else { return }
    do {
      try GitLFS.require().push(digests, to: remote, from: repository)
    } catch let error as LFSTransferError {
      throw kept(
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
      throw kept(
        commit, .diagnostics, "has commits that \(name) lacks, and \(name) has others besides this one", "",
        help: "git pull --no-rebase \(remote) \(name), then git push \(remote) \(name)")
    }
    try Transaction(on: branch, of: repository).takeBack(commit, to: tip)
  }

  /// Takes back a commit that was refused, so that the next one is made of the same content and not beside it.
  ///
  /// - Parameter place: where the branch was before; nil where it was not there.
  /// - Returns: what to tell; where it cannot be taken back without a loss, that it stays.
  func takenBack(_ commit: ObjectID, to place: ObjectID?, _ what: String, _ detail: String) -> CommandFailure {
    do {
      try Transaction(on: branch, of: repository).takeBack(commit, to: place)
    } catch {
      return kept(
        commit, .diagnostics, "\(what), and it could not be taken back: \(EscapedText.line("\(error)"))", detail,
        help: "git log \(remote)/\(name)..\(name) shows it")
    }
    let state = place == nil ? "there is no branch \(name)" : "\(name) is as it was"
    return CommandFailure(
      "nothing is published: '\(EscapedText.line(remote))' \(what), and commit \(commit.abbreviated) was taken back, so \(state)\n\(Self.lines(detail))help: fix what it reports and run the command again; --branch NAME proposes the change on a separate branch"
    )
  }

  /// What was refused and stays, since another command made it.
  func refused(_ commit: ObjectID, _ detail: String) -> CommandFailure {
    kept(commit, .diagnostics, "refused it", detail, help: "git log \(remote)/\(name)..\(name) shows it")
  }

  /// What another command made, on a branch that has moved on at the remote.
  func behind(_ commit: ObjectID) -> CommandFailure {
    kept(
      commit, .diagnostics, "has commits that \(name) lacks", "",
      help: "git pull --no-rebase \(remote) \(name), then git push \(remote) \(name)")
  }

  private func unreachable(_ commit: ObjectID, _ detail: String) -> CommandFailure {
    kept(
      commit, .network, "could not be reached", detail,
      help: "git push \(remote) \(name), or the same command again: it pushes this commit")
  }

  private func kept(
    _ commit: ObjectID, _ status: ExitStatus, _ what: String, _ detail: String, help: String
  ) -> CommandFailure {
    CommandFailure(
      status: status,
      "commit \(commit.abbreviated) was made on \(name) but not pushed: '\(EscapedText.line(remote))' \(what)\n\(Self.lines(detail))help: \(help)"
    )
  }

  private static func lines(_ detail: String) -> String {
    detail.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("hint: ") }
      .map { shown($0) + "\n" }.joined()
  }
}
