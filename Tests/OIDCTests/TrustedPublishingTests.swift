import Access
import Foundation
import Testing

/// Whom a job's good token makes it act as.
@Suite struct TrustedPublishingTests {
  private let place: PublisherSandbox

  init() throws { place = try PublisherSandbox() }

  @Test func aTrustedJobActsAsItsMember() async throws {
    let token = try place.issuer.key.token(place.issuer.claims())
    let principal = try #require(try await place.doorkeeper.principal(of: .secret(token)))
    #expect(principal.claim == "ci-bot" && principal.source == "oidc" && principal.token == nil)
    #expect(principal.job?.claims["job_id"] == "77")
    // As a password beside any user name, as git sends it, and as GitLab's client does.
    for headers in [
      ["authorization": "Basic " + base64("x:" + token)], ["authorization": "Bearer glpat-" + token],
      ["private-token": token], ["job-token": token],
    ] {
      #expect(try await place.doorkeeper.principal(of: Credentials(headers))?.claim == "ci-bot")
    }
  }

  struct Job: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let claims: [String: (any Sendable)?]

    init(_ name: String, _ claims: [String: (any Sendable)?]) { (testDescription, self.claims) = (name, claims) }
  }

  static let strangers = [
    Job("a fork, whose project has another id", ["project_id": "9", "project_path": "eve/train"]),
    Job(
      "a project that took the name over",
      ["project_id": "9", "sub": "project_path:acme/train:ref_type:branch:ref:main"]),
    Job("a branch that is not protected", ["ref_protected": "false", "ref": "main"]),
    Job("another protected branch", ["ref": "release"]),
    Job("a branch that is called almost so", ["ref": "main "]),
    Job("a merge request's reference", ["ref": "refs/merge-requests/7/head", "ref_protected": "false"]),
    Job("no word of protection", ["ref_protected": nil]),
    Job("no id of the project", ["project_id": nil]),
    Job("an id that is a list", ["project_id": ["4821"]]),
    Job("a token for another service", ["aud": "https://vault.acme.org"]),
    Job("an audience that begins alike", ["aud": "https://models.acme.org.evil.example"]),
    Job("an audience with a slash", ["aud": "https://models.acme.org/"]),
  ]

  @Test(arguments: strangers) func aStrangerIsNobody(_ job: Job) async throws {
    #expect(try await place.member(job.claims) == nil)
    #expect(try await place.member() == "ci-bot")
  }

  /// GitHub says numbers and booleans as text, others may not.
  @Test func numbersAndBooleansAreComparedAsText() async throws {
    #expect(try await place.member(["project_id": 4821, "ref_protected": true]) == "ci-bot")
    #expect(try await place.member(["aud": ["x", "https://models.acme.org"]]) == "ci-bot")
  }

  @Test func tokensOfAnotherMembersAudienceAreThatMembers() async throws {
    try place.trust(PublisherSandbox.publisher(audience: "https://other.acme.org"), as: "other-bot")
    #expect(try await place.member(["aud": "https://other.acme.org"]) == "other-bot")
    #expect(try await place.member() == "ci-bot")
    // One token for both is for neither.
    #expect(try await place.member(["aud": ["https://other.acme.org", "https://models.acme.org"]]) == nil)
  }

  @Test func whoeverTwoMembersTrustIsNobody() async throws {
    try place.trust(PublisherSandbox.publisher(claims: #"{project_id: "4821", ref_protected: "true"}"#), as: "twin")
    #expect(try await place.member() == nil)
  }

  struct Trust: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let claims: String
    var isService = true

    init(_ name: String, _ claims: String, isService: Bool = true) {
      (testDescription, self.claims, self.isService) = (name, claims, isService)
    }
  }

  /// What the rule refuses, and what got into a repository without it.
  static let unwise = [
    Trust("a name without an id", #"{project_path: acme/train, ref_protected: "true"}"#),
    Trust("no protection", #"{project_id: "4821", ref: main}"#),
    Trust("a person", #"{project_id: "4821", ref_protected: "true"}"#, isService: false),
    Trust("no claims at all", "{}"),
  ]

  @Test(arguments: unwise) func unwiseTrustLetsNobodyIn(_ trust: Trust) async throws {
    try place.trust(PublisherSandbox.publisher(claims: trust.claims), isService: trust.isService)
    #expect(try await place.member() == nil)
  }

  @Test func aReplayAfterTheMemberIsGoneIsNobody() async throws {
    let token = try place.issuer.key.token(place.issuer.claims())
    let principal = try #require(try await place.doorkeeper.principal(of: .secret(token)))
    #expect(try await place.doorkeeper.stillKnows(principal))
    try place.remove("ci-bot")
    #expect(try await place.doorkeeper.principal(of: .secret(token)) == nil)
    // Also for what is under way.
    #expect(try await place.doorkeeper.stillKnows(principal) == false)
  }

  @Test func trustThatIsWithdrawnEnds() async throws {
    let token = try place.issuer.key.token(place.issuer.claims())
    let principal = try #require(try await place.doorkeeper.principal(of: .secret(token)))
    try place.trust()
    #expect(try await place.doorkeeper.principal(of: .secret(token)) == nil)
    #expect(try await place.doorkeeper.stillKnows(principal) == false)
  }

  /// An upload may outlast a token of five minutes; a new request needs a new one.
  @Test func whatWasBegunMayEndAfterTheTokenExpired() async throws {
    let token = try place.issuer.key.token(place.issuer.claims())
    let principal = try #require(try await place.doorkeeper.principal(of: .secret(token)))
    place.issuer.advance(3_600_000)
    #expect(try await place.doorkeeper.stillKnows(principal))
    #expect(try await place.doorkeeper.principal(of: .secret(token)) == nil)
  }

  @Test func aServerWithoutIssuersTakesNoToken() async throws {
    let token = try place.issuer.key.token(place.issuer.claims())
    #expect(try await Doorkeeper(tokens: place.runs).principal(of: .secret(token)) == nil)
  }

  private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
