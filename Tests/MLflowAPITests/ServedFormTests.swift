import Endpoints
import TestSupport
import Testing

/// Forms of a team's server: recorded as pushes are, for whom the member's sign-in lets.
@Suite struct ServedFormTests {
  private let server: ServedSandbox
  private static let address = "/Lab/-/new"

  init() async throws { server = try await ServedSandbox() }

  /// What the page of a form carries.
  private func carried(_ caller: ServedSandbox.Caller) async throws -> [(String, String)] {
    let page = try await server.ask(caller, .get, Self.address)
    try #require(page.status == 200, "\(page)")
    return page.body.matches(of: /<input type="hidden" name="([a-z]+)" value="([^"]*)">/).map {
      (String($0.output.1), String($0.output.2))
    }
  }

  private func send(
    _ caller: ServedSandbox.Caller, _ fields: [(String, String)], headers: [String: String] = [:]
  ) async throws -> ServedSandbox.Answer {
    let body = fields.map { "\($0.0)=\(PercentEncoding.encoded($0.1))" }.joined(separator: "&")
    return try await server.ask(
      caller, .post, Self.address,
      headers: ["content-type": "application/x-www-form-urlencoded"].merging(headers) { $1 }, body: body)
  }

  @Test func aFormIsRecordedAsAPushIs() async throws {
    let page = try await carried(.session)
    let answer = try await send(.session, page + [("name", "topics"), ("how", "commit")])
    #expect(answer.status == 303 && answer.headers.contains("Location: /Lab/topics"), "\(answer)")
    let log = try server.sandbox.git("log", "-1", "--format=%an <%ae>, %cn <%ce>: %s", in: "acme.git")
    #expect(log == "mia <mia@acme.org>, git registry <server@acme.org>: Create model Lab/topics\n")
    let audit = try server.sandbox.registry(["audit"], in: "acme.git")
    #expect(audit.output.contains("\nallowed: 1\n"), "\(audit.text)")
  }

  /// Nothing of a proposal is published before somebody merges it.
  @Test func aProposalIsABranchThatNobodyHasMerged() async throws {
    let page = try await carried(.session)
    let before = try server.sandbox.git("rev-parse", "HEAD", in: "acme.git")
    let answer = try await send(.session, page + [("name", "topics"), ("how", "propose"), ("branch", "topics-model")])
    #expect(answer.status == 303 && answer.headers.contains("Location: /-/proposals/topics-model"), "\(answer)")
    #expect(try server.sandbox.git("rev-parse", "HEAD", in: "acme.git") == before)
    let parent = try server.sandbox.git("rev-parse", "topics-model^", in: "acme.git")
    #expect(parent == before)
    #expect(try await server.ask(.session, .get, "/Lab/topics").status == 404)
    // Only what lands on the protected branch is recorded.
    let audit = try server.sandbox.registry(["audit"], in: "acme.git")
    #expect(audit.output.contains("\nrecord: none"), "\(audit.text)")
  }

  /// A token is for one sign-in: not for another member, nor for the same one by another way.
  @Test func aTokenIsForOneSignIn() async throws {
    for other in [ServedSandbox.Caller.member, .admin] {
      let answer = try await send(.session, try await carried(other) + [("name", "topics")])
      #expect(answer.status == 403 && answer.body.contains("send it again"), "\(other): \(answer)")
    }
    let page = try await carried(.session)
    for origin in ["https://evil.example", "http://localhost:6000", "null"] {
      let answer = try await send(.session, page + [("name", "topics")], headers: ["origin": origin])
      #expect(answer.status == 403, "\(origin): \(answer)")
    }
    #expect(try await send(.endedSession, page + [("name", "topics")]).status == 401)
    #expect(try await send(.viewer, page + [("name", "topics")]).status == 403)
    #expect(try await server.ask(.admin, .get, "/Lab/topics").status == 404)
  }

  @Test func aRightThatIsTakenAwayIsNotUsed() async throws {
    let page = try await carried(.session)
    try server.sandbox.registry("member", "edit", "mia", "--registry", "Lab", "--role", "viewer", in: "acme.git")
    let answer = try await send(.session, page + [("name", "topics")])
    #expect(answer.status == 403, "\(answer)")
  }
}
