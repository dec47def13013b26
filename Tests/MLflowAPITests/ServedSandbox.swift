import Access
import BlobStore
import Blobs
import Endpoints
import Git
import GitHTTP
import GitLabAPI
import Glibc
import LFSAPI
import MLflowAPI
import OIDC
import RegistryAPI
import RunStore
import Serving
import SignIn
import TestSupport
import Testing
import Web

/// A team's repository with members of every kind, served in this process.
///
/// Registry `Lab` is restricted; nobody is admin of the organization but ada.
final class ServedSandbox: Sendable {
  static let now: Int64 = 1_800_000_000_000

  let sandbox: GitSandbox
  let served: ServedRepository
  let runs: SQLiteRunStore
  let doorkeeper: Doorkeeper
  let dispatcher: Dispatcher
  let metrics = RequestMetrics()
  let routes: [Route]
  /// Those that clients are told of.
  let described: [Route]
  let secrets: [Caller: String]

  /// Who calls.
  enum Caller: String, CaseIterable {
    case nobody, badToken, restrictedViewer, viewer, member, admin, organizationAdmin
    case otherRegistry, readToken, otherToken, expired, revoked, former
    /// By the word of somebody else: a job that a member trusts, one that none does, who signed in, and who did so long ago.
    case job, foreignJob, session, endedSession
  }

  /// - Parameter isLabThere: false for the same repository without `Lab`.
  init(isLabThere: Bool = true) async throws {
    // As the server does: a git that ends early must not take the process that writes to it along.
    signal(SIGPIPE, SIG_IGN)
    sandbox = try GitSandbox()
    let path = sandbox.path("acme.git")
    try sandbox.registry(
      "init", "--bare", "acme.git", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    if isLabThere {
      try sandbox.registry("create", "Lab", "--visibility", "restricted", in: "acme.git")
      try sandbox.registry("model", "create", "Lab/m", in: "acme.git")
    }
    for (name, role) in [
      ("vera", "viewer"), ("rob", "restricted-viewer"), ("mia", "member"), ("max", "admin"), ("fay", "admin"),
    ] {
      let place = isLabThere ? ["--registry", "Lab", "--role", role] : []
      try sandbox.registry(["member", "add", name, "--email", "\(name)@acme.org"] + place, in: "acme.git")
        .requireSuccess()
    }
    try sandbox.registry(
      "member", "add", "otto", "--email", "otto@acme.org", "--registry", "Datasets", "--role", "admin", in: "acme.git")
    try sandbox.registry("member", "remove", "fay", in: "acme.git")
    try sandbox.registry("hook", "install", "acme.git", "--actor-from", "http", "--strict", in: ".")

    let store = try SQLiteRunStore(at: sandbox.path("runs.sqlite"))
    runs = store
    var secrets: [Caller: String] = [.badToken: TokenSecret.make().text]
    let rows: [(Caller, String, AccessToken.Scope, [String], Int64?)] = [
      (.restrictedViewer, "rob", .admin, [], nil), (.viewer, "vera", .admin, [], nil),
      (.member, "mia", .admin, [], nil), (.admin, "max", .admin, [], nil),
      (.organizationAdmin, "ada", .admin, ["Lab"], nil), (.otherRegistry, "otto", .admin, [], nil),
      (.readToken, "max", .read, [], nil), (.otherToken, "max", .admin, ["Datasets"], nil),
      (.expired, "max", .admin, [], Self.now - 1), (.revoked, "max", .admin, [], nil),
      (.former, "fay", .admin, [], nil),
    ]
    for (caller, member, scope, registries, expires) in rows {
      let secret = TokenSecret.make()
      secrets[caller] = secret.text
      try await store.addToken(
        AccessToken(
          id: caller.rawValue, member: member, scope: scope, registries: registries, created: 1, expires: expires),
        digest: secret.digest)
    }
    try await store.revokeToken("revoked", now: 2)
    for (caller, expires) in [(Caller.session, Self.now + 1), (.endedSession, Self.now - 1)] {
      let secret = TokenSecret.make().text
      secrets[caller] = secret
      try await store.addSession(
        BrowserSession(claim: "mia@acme.org", created: 1, expires: expires), digest: TokenSecret.digest(of: secret))
    }
    // What a token must be for its claims to be believed is tested where tokens are checked.
    (secrets[.job], secrets[.foreignJob]) = ("ey.trusted.job", "ey.foreign.job")
    self.secrets = secrets

    let publishing = TrustedPublishing(
      claims: { IssuedClaims(issuer: "https://ci.acme.org", audiences: [], claims: ["token": $0]) },
      member: { $0.claims["token"] == "ey.trusted.job" ? "mia" : nil })
    doorkeeper = Doorkeeper(tokens: store, sessions: store, publishing: publishing, now: { Self.now })
    let repository = try Repository.open(at: path)
    let threads = WorkerThreads(4)
    let branch = try #require(try repository.headBranch())
    served = ServedRepository(
      branch, marked: BranchMark.Source(branch, of: repository),
      of: RepositoryPool(open: { try Repository.open(at: path) }) { _ in },
      blobs: try LocalBlobStore(of: repository, on: threads), committer: "server@acme.org", program: "test",
      doorkeeper: doorkeeper, counting: metrics, now: { Self.now })
    let mlflow = MLflowMount(served, store)
    let place = ProjectNumbers.Place("acme", store) { isLabThere ? ["Lab", "Models"] : ["Models"] }
    let projects = ProjectNumbers([place], lockPath: sandbox.path("projects.lock"))
    #expect(try await projects.giveAll() == [])
    described =
      mlflow.routes
      + GitLabMount(mlflow, served, store, projects.projects(of: place), scheme: "http").routes
      + RegistryMount(served, store).routes
    let source = HTTPDocuments()
    let provider = LoginProvider(
      Issuer("https://id.acme.org", from: source, now: { Self.now }) { _ in }, client: "models", secret: nil,
      claim: "email", from: source, now: { Self.now })
    let git = GitMount(served, at: path, environment: sandbox.environment)
    let lfs = LFSMount(served, atMost: 1 << 24, scheme: "http")
    routes =
      described + git.routes(under: Self.repository) + lfs.routes(under: Self.repository)
      + OpenAPI.routes(of: described) + Health.routes + ServiceRoutes.routes([served], metrics) { true }
      + SignInMount(provider, store, members: [served], now: { Self.now }).routes
      + WebMount(served, base: "", scheme: "http").routes + WebMount.assetRoutes
    dispatcher = Dispatcher(
      routes,
      forms: [SignInMount.form, RegistryMount.form, MLflowMount.form] + GitLabMount.forms
        + [LFSMount.form(under: "/{repository}"), WebMount.form, GitMount.form, Health.form],
      for: served, doorkeeper, Hosts(), on: threads, counting: metrics, projects: projects.projects(of: place))
  }

  func headers(of caller: Caller) -> [String: String] {
    var headers = ["host": "localhost:5000"]
    switch caller {
    case .session, .endedSession:
      headers["cookie"] = "git-registry=\(secrets[caller] ?? "")"
      headers["origin"] = "http://localhost:5000"
    default: headers["authorization"] = secrets[caller].map { "Bearer \($0)" }
    }
    return headers
  }

  /// An answer, as its client sees it.
  struct Answer: Equatable {
    let status: Int
    let headers: [String]
    let body: String
  }

  func ask(
    _ caller: Caller, _ method: HTTPMethod, _ path: String, query: String = "", headers more: [String: String] = [:],
    body: String = ""
  ) async throws -> Answer {
    let response = await dispatcher.respond(
      method, path, query: query, headers: headers(of: caller).merging(more) { $1 }, body: ByteStream(Array(body.utf8)))
    var bytes: [UInt8] = []
    switch response.body {
    case .bytes(let all): bytes = all
    case .stream(let stream): for try await piece in stream { bytes += piece }
    }
    return Answer(
      status: response.status, headers: response.headers.map { "\($0.name): \($0.value)" },
      body: String(decoding: bytes, as: UTF8.self))
  }

  static let repository = "/acme.git"
  static let api = "/registries/Lab/api/2.0/mlflow"
  static let files = "/registries/Lab/api/2.0/mlflow-artifacts/artifacts"
  static let project = "/api/v4/projects/acme%2FLab"
  static let packages = project + "/packages/ml_models"
  static let gitLabAPI = project + "/ml/mlflow/api/2.0/mlflow"
  static let gitLabFiles = project + "/ml/mlflow/api/2.0/mlflow-artifacts/artifacts"
}
