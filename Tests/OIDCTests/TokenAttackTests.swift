import Access
import OIDC
import Testing

/// What must not get past the check of a token.
@Suite struct TokenAttackTests {
  private let issuer: TestIssuer
  private let list: IssuerList

  init() throws {
    issuer = try TestIssuer()
    list = issuer.list()
  }

  struct Attack: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What the log says of it.
    let reason: String
    let token: @Sendable (TestIssuer) throws -> String

    init(_ name: String, _ reason: String, _ token: @escaping @Sendable (TestIssuer) throws -> String) {
      testDescription = name
      self.reason = reason
      self.token = token
    }

    static func claims(_ name: String, _ reason: String, _ more: [String: (any Sendable)?]) -> Attack {
      Attack(name, reason) { issuer in try issuer.key.token(issuer.claims(more)) }
    }
  }

  private static let now = 1_800_000_000

  static let attacks: [Attack] = [
    Attack("alg none, without a signature", "three parts") { issuer in
      try TestToken.part(["alg": "none", "kid": "ec-1"]) + "." + TestToken.part(issuer.claims()) + "."
    },
    Attack("alg none, with some signature", "signed by 'none'") { issuer in
      try TestToken.part(["alg": "none", "kid": "ec-1"]) + "." + TestToken.part(issuer.claims()) + ".AAAA"
    },
    Attack("alg nOnE", "signed by 'nOnE'") { issuer in try issuer.key.token(issuer.claims(), header: ["alg": "nOnE"]) },
    Attack("HS256 with the public key in PEM", "signed by 'HS256'") { issuer in
      try TestToken.shared(
        issuer.claims(), header: ["alg": "HS256", "kid": "rsa-1"], secret: Array(issuer.rsa.pem.utf8))
    },
    Attack("HS256 with the modulus", "signed by 'HS256'") { issuer in
      let modulus = try issuer.rsa.published()["n"] ?? ""
      return try TestToken.shared(
        issuer.claims(), header: ["alg": "HS256", "kid": "rsa-1"], secret: Base64URL.decode(modulus) ?? [])
    },
    Attack("ES256 for a key of RSA", "signed by 'ES256'") { issuer in
      try issuer.key.token(issuer.claims(), header: ["kid": "rsa-1"])
    },
    Attack("RS384, which is not listed", "signed by 'RS384'") { issuer in
      try issuer.rsa.token(issuer.claims(), header: ["alg": "RS384"])
    },
    Attack("another key under the name of this one", "signature") { issuer in
      try TestKey(.ec, id: "ec-1").token(issuer.claims())
    },
    Attack("a key in the token's own header", "publishes no key") { issuer in
      let own = try TestKey(.ec, id: "mine")
      return try own.token(issuer.claims(), header: ["jwk": own.published()])
    },
    Attack("a key at an address in the header", "publishes no key") { issuer in
      try TestKey(.ec, id: "mine").token(issuer.claims(), header: ["jku": "https://evil.example/keys"])
    },
    Attack("no key named", "names no key") { issuer in
      try issuer.key.token(issuer.claims(), header: ["kid": Optional<String>.none])
    },
    Attack("a key named by a path", "publishes no key") { issuer in
      try issuer.key.token(issuer.claims(), header: ["kid": "../../ec-1"])
    },
    Attack("critical extensions", "critical") { issuer in
      try issuer.key.token(issuer.claims(), header: ["crit": ["exp"]])
    },
    Attack("claims changed after signing", "signature") { issuer in
      var parts = try issuer.key.token(issuer.claims()).split(separator: ".").map(String.init)
      parts[1] = try TestToken.part(issuer.claims(["project_id": "1"]))
      return parts.joined(separator: ".")
    },
    Attack("a claim that stands twice", "cannot be read") { issuer in
      let head = try TestToken.part(["alg": "ES256", "kid": "ec-1"])
      let twice =
        #"{"iss": "https://gitlab.acme.org", "aud": "a", "exp": 9999999999, "project_id": "1", "project_id": "4821"}"#
      let text = head + "." + Base64URL.encode(Array(twice.utf8))
      return try text + "." + Base64URL.encode(issuer.key.signature(of: text))
    },
    Attack("padding behind a part", "cannot be read") { issuer in
      let parts = try issuer.key.token(issuer.claims()).split(separator: ".").map(String.init)
      return parts[0] + "=." + parts[1] + "." + parts[2]
    },
    Attack("a fourth part", "three parts") { issuer in try issuer.key.token(issuer.claims()) + ".x" },
    Attack("longer than any token", "too long") { issuer in
      try issuer.key.token(issuer.claims(["x": String(repeating: "x", count: 20_000)]))
    },
    .claims("iss with a slash", "no --oidc-issuer names", ["iss": "https://gitlab.acme.org/"]),
    .claims("iss in capitals", "no --oidc-issuer names", ["iss": "https://GitLab.acme.org"]),
    .claims("iss of somebody else", "no --oidc-issuer names", ["iss": "https://gitlab.evil.example"]),
    .claims("iss that begins alike", "no --oidc-issuer names", ["iss": "https://gitlab.acme.org.evil.example"]),
    .claims("no iss", "names no issuer", ["iss": nil]),
    .claims("iss that is a list", "names no issuer", ["iss": ["https://gitlab.acme.org"]]),
    .claims("expired", "expired", ["exp": now - 31]),
    .claims("no exp", "when it expires", ["exp": nil]),
    .claims("exp that is text", "when it expires", ["exp": "9999999999"]),
    .claims("not good yet", "not good yet", ["nbf": now + 31]),
    .claims("nbf that is text", "'nbf'", ["nbf": "now"]),
    .claims("no aud", "another audience", ["aud": nil]),
    .claims("aud that is a number", "another audience", ["aud": 7]),
  ]

  @Test(arguments: attacks) func isRefused(_ attack: Attack) async throws {
    let token = try attack.token(issuer)
    #expect(await list.claims(of: token) == nil)
    #expect(issuer.log.last?.contains(attack.reason) == true, "\(issuer.log)")
    // The log never has the token itself.
    #expect(!issuer.log.contains { $0.contains(token.prefix(20)) })
    // The same without the attack is good, so that nothing else refused it.
    #expect(try await list.claims(of: issuer.key.token(issuer.claims())) != nil, "\(issuer.log)")
  }

  @Test(arguments: [TestKey.Kind.ec, .rsa]) func aGoodOneIsTaken(_ kind: TestKey.Kind) async throws {
    let key = kind == .ec ? issuer.key : issuer.rsa
    let claims = try #require(
      await list.claims(of: try key.token(issuer.claims(["aud": ["a", "b"], "number": 7, "yes": true, "none": nil]))))
    #expect(claims.issuer == TestIssuer.address && claims.audiences == ["a", "b"])
    #expect(claims.claims["project_id"] == "4821" && claims.claims["number"] == "7" && claims.claims["yes"] == "true")
    #expect(claims.claims["aud"] == nil)
  }

  /// Clocks differ a little.
  @Test(arguments: [["exp": now - 20], ["nbf": now + 20]]) func aLittleLateIsTaken(_ more: [String: Int]) async throws {
    #expect(try await list.claims(of: issuer.key.token(issuer.claims(more))) != nil)
  }
}
