import Access
import Testing

@Suite struct CredentialsTests {
  @Test(
    arguments: [
      ([:], .none),
      (["authorization": "Bearer grt_a"], .secret("grt_a")), (["authorization": "bearer grt_a"], .secret("grt_a")),
      (["authorization": "Basic YWRhOmdydF9h"], .secret("grt_a")),
      (["authorization": "Basic OmdydF9h"], .secret("grt_a")),
      (["authorization": "Basic YWRhOmE6Yg=="], .secret("a:b")),
      (["private-token": "grt_a"], .secret("grt_a")), (["job-token": "grt_a"], .secret("grt_a")),
      (["private-token": "glpat-grt_a"], .secret("grt_a")),
      (["authorization": "Bearer grt_a", "private-token": "grt_b"], .secret("grt_a")),
      (["authorization": "Bearer grt_b, Basic YWRhOmdydF9h"], .secret("grt_a")),
      (["authorization": "Basic YWRhOmdydF9h, Bearer grt_b"], .secret("grt_a")),
      // git-lfs sends its own header and the one that it was given.
      (["authorization": "Bearer grt_a, Bearer grt_a"], .secret("grt_a")),
      (["authorization": "Basic YWRh"], .malformed), (["authorization": "Basic !"], .malformed),
      (["authorization": "Basic"], .malformed), (["authorization": "Digest x"], .malformed),
      (["authorization": ""], .malformed),
    ] as [([String: String], Credentials)])
  func readsHeaders(_ headers: [String: String], _ expected: Credentials) {
    #expect(Credentials(headers) == expected)
  }

  @Test func onlyTheSecretItself() async throws {
    let ada = Principal("ada", source: "token")
    let doorkeeper = Doorkeeper([("grt_a", ada)])
    #expect(try await doorkeeper.principal(of: .none) == .nobody)
    #expect(try await doorkeeper.principal(of: .secret("grt_a")) == ada)
    for secret in ["grt_A", "", "grt_a "] { #expect(try await doorkeeper.principal(of: .secret(secret)) == nil) }
    #expect(try await doorkeeper.principal(of: .malformed) == nil)
  }
}
