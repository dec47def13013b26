import Access
import BlobStore
import Endpoints
import Foundation
import Git
import RegistryAPI
import RunStore
import TestSupport
import Testing
import Web

/// The pages of a repository, served in this process to whoever says who they are.
final class WebSandbox: Sendable {
  let sandbox: GitSandbox
  let dispatcher: Dispatcher
  let served: ServedRepository
  let doorkeeper: Doorkeeper
  let runs: SQLiteRunStore

  /// Milliseconds since 1970.
  static let now: Int64 = 1_800_000_000_000

  /// - Parameters:
  ///   - quota: bytes of content, at most; nil for as many as come.
  ///   - prepare: makes the repository `models`, which is committed then.
  init(base: String = "", quota: Int64? = nil, _ prepare: (GitSandbox) throws -> Void = { _ in }) async throws {
    sandbox = try GitSandbox()
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("models"))
    try sandbox.git("init", "--quiet", "models")
    try sandbox.git("config", "user.email", "ada@acme.org", in: "models")
    try sandbox.git("add", ".", in: "models")
    try sandbox.git("commit", "--quiet", "--message", "Found the registry", in: "models")
    try prepare(sandbox)
    let path = sandbox.path("models")
    let repository = try Repository.open(at: path)
    let threads = WorkerThreads(2)
    let branch = try #require(try repository.headBranch())
    let members = ["ada", "bob", "margaret", "grace"]
    runs = try SQLiteRunStore(at: sandbox.path("runs.sqlite"))
    doorkeeper = Doorkeeper(
      members.map { (secret: $0, principal: Principal($0, source: "token")) }, sessions: runs, now: { Self.now })
    let store = try LocalBlobStore(of: repository, on: threads)
    let blobs: any BlobStore = quota.map { QuotaBlobStore(store, of: $0) { 0 } } ?? store
    served = ServedRepository(
      branch, marked: BranchMark.Source(branch, of: repository),
      of: RepositoryPool(open: { try Repository.open(at: path) }) { _ in },
      blobs: blobs, committer: "server@acme.org", program: "test",
      doorkeeper: doorkeeper,
      now: { Self.now })
    let own = RegistryMount(served, runs).routes
    let twins = JSONTwins(own, below: RegistryMount.prefix, form: RegistryMount.form)
    let web = WebMount(served, base: base, scheme: "http", twins: twins, sessions: runs)
    dispatcher = Dispatcher(
      web.routes + WebMount.assetRoutes + own, forms: [RegistryMount.form, WebMount.form], for: served, doorkeeper,
      Hosts(), on: threads)
  }

  struct Answer: Equatable {
    let status: Int
    let headers: [String: String]
    let body: String
  }

  /// - Parameter member: nil for nobody.
  func get(_ address: String, as member: String? = "ada", headers more: [String: String] = [:]) async throws -> Answer {
    try await ask(.get, address, as: member, headers: more)
  }

  /// Sends a form's fields, as a browser does.
  func post(
    _ address: String, _ fields: [String: String], as member: String? = "ada", headers more: [String: String] = [:]
  ) async throws -> Answer {
    try await post(address, fields.map { ($0.key, $0.value) }, as: member, headers: more)
  }

  /// - Parameter fields: in their order; a name may come several times.
  func post(
    _ address: String, _ fields: [(String, String)], as member: String? = "ada", headers more: [String: String] = [:]
  ) async throws -> Answer {
    let body = fields.map { "\(PercentEncoding.encoded($0.0))=\(PercentEncoding.encoded($0.1))" }
    return try await ask(
      .post, address, as: member,
      headers: ["content-type": "application/x-www-form-urlencoded", "origin": "http://localhost:5000"]
        .merging(more) { $1 }, body: ByteStream(Array(body.joined(separator: "&").utf8)))
  }

  func ask(
    _ method: HTTPMethod, _ address: String, as member: String?, headers more: [String: String],
    body: ByteStream = .empty, of other: Dispatcher? = nil
  ) async throws -> Answer {
    let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
    var headers = ["host": "localhost:5000"].merging(more) { $1 }
    if let member { headers["authorization"] = "Bearer \(member)" }
    let response = await (other ?? dispatcher).respond(
      method, parts[0], query: parts.count > 1 ? parts[1] : "", headers: headers, body: body)
    var bytes: [UInt8] = []
    switch response.body {
    case .bytes(let all): bytes = all
    case .stream(let stream): for try await piece in stream { bytes += piece }
    }
    return Answer(
      status: response.status, headers: Dictionary(response.headers.map { ($0.name, $0.value) }) { $1 },
      body: String(decoding: bytes, as: UTF8.self))
  }
}
