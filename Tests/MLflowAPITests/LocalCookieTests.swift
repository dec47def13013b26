import Access
import Endpoints
import Testing

/// The cookie of the person at this machine lets pages be read; it writes for a page of this server alone.
@Suite struct LocalCookieTests {
  private static let path = "/registries/Lab/api/2.0/mlflow/registered-models/create"

  @Test(
    arguments: [
      (["origin": "http://localhost:5000"], 200),
      (["origin": "http://localhost:5000", "sec-fetch-site": "same-origin"], 200),
      // A browser says where a form comes from; what says nothing may be an old one with a form of anybody's.
      ([:], 403),
      (["origin": "null"], 403),
      // Another server at this machine: a browser sends it this one's cookies.
      (["origin": "http://localhost:5001"], 403),
      (["origin": "http://localhost:5000", "sec-fetch-site": "same-site"], 403),
      (["origin": "http://localhost:5000", "sec-fetch-site": "cross-site"], 403),
    ] as [([String: String], Int)])
  func writesForItsOwnPages(_ headers: [String: String], _ status: Int) async throws {
    let server = try await ServedSandbox()
    let cookie = "git-registry-local-5000=\(server.secrets[.member] ?? "")"
    let all = headers.merging(["cookie": cookie]) { $1 }
    #expect(try await server.ask(.nobody, .get, "/-/registries/Lab", headers: ["cookie": cookie]).status == 200)
    let answer = try await server.ask(.nobody, .post, Self.path, headers: all, body: #"{"name": "new"}"#)
    #expect(answer.status == status, "\(answer)")
  }

  /// Of two, either may be one that a neighbour's page has set.
  @Test func twoOfANameAreNone() async throws {
    let server = try await ServedSandbox()
    let cookie = "git-registry-local-5000=\(server.secrets[.member] ?? "")"
    let answer = try await server.ask(
      .nobody, .get, "/-/registries/Lab", headers: ["cookie": "\(cookie); git-registry-local-5000=x"])
    #expect(answer.status == 401)
  }
}
