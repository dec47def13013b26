import Access
import Actions
import ArgumentParser
import BlobStore
import Catalog
import Diagnostics
import Endpoints
import Enforcement
import Files
import Git
import Glibc
import Manifests
import OIDC
import RegistryStore
import Rules
import RunStore
import ServeOptions

/// A repository that this process serves, and nobody else while it lives.
final class OpenedRepository {
  let served: ServedRepository
  let runs: SQLiteRunStore
  let doorkeeper: Doorkeeper
  /// Those of browsers.
  let sessions: any SessionStore
  /// Its name at the tip; empty where there is no registry yet.
  let organization: String
  /// The last part of the address at which git reaches it: `NAME.git`.
  let gitName: String
  /// Where git's files are.
  let directory: String
  /// Where runs, tokens and numbers are kept.
  let folder: String
  let mark: BranchMark.Source
  /// As whom the person at this machine acts.
  let email: String
  /// The secret that this person may send; nil if only tokens let in.
  let secret: String?
  /// What lets their browser in; nil likewise.
  let ticket: OneTimeTicket?
  // Held as long as the process lives: a second server would write beside this one, and know of other runs.
  private let locks: [FileLock]

  /// - Parameters:
  ///   - data: where runs and tokens are kept; where they were before if nil.
  ///   - quota: bytes of content, at most; nil for as many as there is room for.
  ///   - isTeam: true if nobody comes in as the person at this machine.
  ///   - issuers: whose jobs come in; nil for none.
  ///   - sessions: where those of the whole server are kept; here if nil.
  init(
    _ path: String, data: String?, quota: Int64?, isTeam: Bool, issuers: IssuerList? = nil,
    sessions: (any SessionStore)? = nil, counting metrics: RequestMetrics, on threads: WorkerThreads
  ) throws {
    let repository = try Repository.open(at: path)
    guard let branch = try repository.headBranch() else {
      throw ValidationError(
        "HEAD of '\(EscapedText.line(path))' is detached, so there is no branch to commit on; switch to one")
    }
    if isTeam { try Self.requireHook(repository, path) }
    let email = try isTeam ? Self.serverEmail(repository) : repository.authorEmail()
    self.email = email
    let folder = try data ?? ServerContent.folder(in: repository)
    self.folder = folder
    mark = BranchMark.Source(branch, of: repository)
    locks = try [repository.commonDirectory + "/registry", folder].map { folder in
      try repository.making { () throws(GitError) in try FileSystem.makeFolder(folder, isSynced: false) }
      return try Self.lock(folder)
    }
    try Self.requireSameRuns(folder, in: repository)
    try RegistryWriter(to: branch, of: repository, program: ProgramVersion.text).recover()
    // `gc` asks the runs there what content they name.
    if data != nil { try repository.git("config", ServerContent.setting, folder).requireSuccess() }
    runs = try SQLiteRunStore(at: folder + "/runs.sqlite")
    // In a bare repository, what it lets in is a member of whom it is recorded how it was known.
    let source = repository.isBare ? "token" : nil
    secret = isTeam ? nil : TokenSecret.make().text
    ticket = isTeam ? nil : OneTimeTicket()
    let place = repository.gitDirectory
    let pool = RepositoryPool(open: { try Repository.open(at: place) }) { use in Console.warn("\(use)") }
    let mark = BranchMark.Source(branch, of: repository)
    let publishers = TipPublishers(branch, marked: mark, of: pool)
    self.sessions = sessions ?? runs
    doorkeeper = Doorkeeper(
      secret.map { [(secret: $0, principal: Principal(email, source: source))] } ?? [], tokens: runs,
      sessions: self.sessions,
      publishing: issuers.map { issuers in
        TrustedPublishing(claims: { await issuers.claims(of: $0) }, member: { try await publishers.member($0) })
      },
      now: { Clock.millisecondsSince1970() })
    served = ServedRepository(
      branch, marked: mark, of: pool,
      blobs: try Self.blobs(of: repository, quota, on: threads),
      committer: repository.isBare ? try Self.serverEmail(repository) : nil, program: ProgramVersion.text,
      doorkeeper: doorkeeper,
      counting: metrics, now: { Clock.millisecondsSince1970() })
    directory = repository.commonDirectory
    gitName = Self.gitName(directory)
    organization = try Self.organization(repository, branch)
  }

  private static func blobs(
    of repository: Repository, _ quota: Int64?, on threads: WorkerThreads
  ) throws -> any BlobStore {
    let local = try LocalBlobStore(of: repository, on: threads)
    return quota.map { QuotaBlobStore(local, of: $0) { try await local.totalSizeInBytes() } } ?? local
  }

  private static func organization(_ repository: Repository, _ branch: RefName) throws -> String {
    guard let tip = try repository.target(of: branch) else { return "" }
    let snapshot = CommitSnapshot(repository, tree: try repository.commit(tip).tree)
    return try snapshot.organization()?.value?.name ?? ""
  }

  private static func gitName(_ directory: String) -> String {
    let folders = directory.split(separator: "/").filter { $0 != ".git" }
    let name = folders.last.map(String.init) ?? "registry"
    return name.hasSuffix(".git") ? name : name + ".git"
  }

  /// True if some member's token is good.
  func hasTokens() throws -> Bool {
    let outcome = Waited<Result<[AccessToken], any Error>>()
    let runs = runs
    Task {
      do { outcome.set(.success(try await runs.tokens())) } catch { outcome.set(.failure(error)) }
    }
    let now = Clock.millisecondsSince1970()
    return try outcome.wait().get().contains { $0.isGood(at: now) }
  }

  /// What a team writes is recorded, which takes the hook.
  private static func requireHook(_ repository: Repository, _ path: String) throws {
    let place = EscapedText.line(path)
    guard repository.isBare else {
      throw ValidationError(
        "'\(place)' is a clone, where everything is one person's; serve a bare repository to a team")
    }
    guard ServerHook(of: repository, for: nil).installation() != nil else {
      throw ValidationError(
        "'\(place)' keeps no record of pushes; install the hook first: git registry hook install \(place) --strict")
    }
  }

  /// The committer of what a server writes.
  private static func serverEmail(_ repository: Repository) throws -> String {
    try repository.configuration("user.email") ?? "git-registry@localhost"
  }

  /// Refuses to leave runs behind: nobody would see them any more, and `gc` would take the content that they alone name.
  private static func requireSameRuns(_ folder: String, in repository: Repository) throws {
    let known = try ServerContent.folder(in: repository)
    guard known != folder, FileSystem.exists(known + "/runs.sqlite") else { return }
    throw ValidationError(
      """
      this repository keeps its runs in '\(EscapedText.line(known))'
      help: start without --data, or move that folder to '\(EscapedText.line(folder))' first
      """)
  }

  private static func lock(_ folder: String) throws -> FileLock {
    let path = folder + "/server.lock"
    do { return try FileLock(path, secondsAtMost: 0) } catch {
      guard Glibc.access(path, W_OK) == 0 else { throw error }
      let place = EscapedText.line(folder)
      throw ValidationError("another server already serves this repository, or keeps its runs in '\(place)'")
    }
  }
}
