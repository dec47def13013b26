import Access
import Endpoints
import Git
import OIDC
import RunStore
import TestSupport
import Testing

/// A registry with a service member that trusts jobs of a project, and a doorkeeper that asks its tip.
final class PublisherSandbox: Sendable {
  let sandbox: GitSandbox
  let issuer: TestIssuer
  let runs: SQLiteRunStore
  let doorkeeper: Doorkeeper
  let publishers: TipPublishers

  init() throws {
    sandbox = try GitSandbox()
    let issuer = try TestIssuer()
    self.issuer = issuer
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("member", "add", "ci-bot", "--email", "ci-bot@acme.org", "--service", in: "acme")
    let store = try SQLiteRunStore(at: sandbox.path("runs.sqlite"))
    runs = store
    let path = sandbox.path("acme")
    let repository = try Repository.open(at: path)
    let branch = try #require(try repository.headBranch())
    let publishers = TipPublishers(
      branch, marked: BranchMark.Source(branch, of: repository),
      of: RepositoryPool(open: { try Repository.open(at: path) }) { _ in })
    self.publishers = publishers
    let list = issuer.list()
    doorkeeper = Doorkeeper(
      tokens: store, sessions: store,
      publishing: TrustedPublishing(
        claims: { await list.claims(of: $0) }, member: { try await publishers.member($0) }),
      now: { issuer.now })
    try trust(Self.publisher())
  }

  static func publisher(
    audience: String = "https://models.acme.org",
    claims: String = #"{project_id: "4821", ref: main, ref_protected: "true"}"#
  ) -> String { "  - {issuer: \"https://gitlab.acme.org\", audience: \"\(audience)\", claims: \(claims)}\n" }

  /// Commits who is trusted as a member, however unwise: what the rules would refuse must not let anybody in either.
  func trust(_ publishers: String..., as member: String = "ci-bot", isService: Bool = true) throws {
    let text = """
      apiVersion: git-registry/v1
      kind: Member
      emails: [\(member)@acme.org]
      role: member
      service: \(isService)
      """
    let list = publishers.isEmpty ? "" : "trustedPublishers:\n" + publishers.joined()
    try sandbox.write(text + "\n" + list, to: "acme/members/\(member).yaml")
    try commit()
  }

  func remove(_ member: String) throws {
    try sandbox.run("rm", ["acme/members/\(member).yaml"]).requireSuccess()
    try commit()
  }

  private func commit() throws {
    try sandbox.git("add", "--all", in: "acme")
    try sandbox.git("commit", "--quiet", "--allow-empty", "--message", "Members", in: "acme")
  }

  /// Who a job with some claims is.
  func member(_ more: [String: Any?] = [:]) async throws -> String? {
    let token = try issuer.key.token(issuer.claims(more))
    return try await doorkeeper.principal(of: .secret(token))?.claim
  }
}
