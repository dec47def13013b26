import Actions
import Blobs
import Git
import Manifests
import RegistryStore
import Rules
import TestSupport
import Testing

/// A registry in a repository of its own, written and read in this process, with no current folder and no git configuration.
struct Bench: Sendable {
  static let model = ModelName(registry: "Lab", model: "sentiment")
  private static let time: Int64 = 1_800_000_000

  let sandbox: GitSandbox
  let path: String

  /// - Parameter isServer: true for a bare repository with our hooks, as a server keeps it.
  init(isServer: Bool, blobs: Organization.BlobMode = .git, signatures: Organization.Signatures? = nil) throws {
    sandbox = try GitSandbox()
    path = sandbox.path("registry.git")
    try sandbox.git("init", "--quiet", "--bare", path)
    let organization = Organization(name: "acme", blobs: blobs, signatures: signatures)
    try #require(try write(MakeRegistry(organization, founder: ("ada", "ada@acme.org"))).commit != nil)
    if signatures == nil { try #require(try write(CreateRegistry("Lab"), CreateModel(Self.model)).commit != nil) }
    if isServer { try sandbox.registry("hook", "install", path, "--actor-from", "os", in: ".") }
  }

  /// A handle of the calling thread's own.
  func writer() throws -> RegistryWriter {
    let repository = try Repository.open(at: path)
    let branch = try #require(try repository.headBranch())
    return RegistryWriter(to: branch, of: repository, program: "test")
  }

  static func plan(
    _ actions: any Action..., by member: String = "ada", content: [ReceivedContent] = []
  ) throws -> PlannedCommit {
    let author = try Identity(name: member, email: "\(member)@acme.org", secondsSince1970: time)
    let committer = try Identity(name: "server", email: "server@acme.org", secondsSince1970: time)
    return PlannedCommit(
      actions,
      by: Authorship(
        signature: .named(author: author, committer: committer), actor: .authenticated("\(member)@acme.org"),
        source: "token", time: time), content: content)
  }

  @discardableResult
  func write(_ actions: any Action...) throws -> Written {
    let author = try Identity(name: "ada", email: "ada@acme.org", secondsSince1970: Self.time)
    return try writer().write(
      PlannedCommit(
        actions,
        by: Authorship(
          signature: .named(author: author, committer: author), actor: .authenticated("ada@acme.org"), source: nil,
          time: Self.time)))
  }

  /// Looks at the branch's tip, by a handle of its own.
  func find() throws -> RegistryLookup {
    let repository = try Repository.open(at: path)
    let tip = try #require(try repository.headBranch().flatMap { try repository.target(of: $0) })
    return RegistryLookup(CommitSnapshot(repository, tree: try repository.commit(tip).tree))
  }

  /// The entries of the record, oldest first.
  func record() throws -> [PushRecord] {
    let repository = try Repository.open(at: path)
    guard let tip = try repository.target(of: PushLog.name) else { return [] }
    return try PushLog(of: repository).entries(from: tip).map(\.record)
  }

  static func facts(_ note: String) -> FactChanges {
    var facts = FactChanges()
    facts.parameters = ["note": .string(note)]
    return facts
  }
}
