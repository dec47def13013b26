import Foundation
import TestSupport
import Testing

/// Jobs that publish without a secret, by tokens of an issuer that `joserfc` plays.
struct TrustedPublishingTests {
  private let team: TeamServer
  private let issuer: OIDCPeers.Issuer
  private var sandbox: GitSandbox { team.sandbox }

  init() throws {
    team = try TeamServer()
    issuer = try OIDCPeers.Issuer(in: team.sandbox)
    try team.trust(issuer.address)
  }

  private func serve(_ body: @escaping (_ url: String, _ port: Int) throws -> Void) throws {
    try issuer.serve {
      try team.serve("--listen 127.0.0.1:PORT --root git --oidc-issuer \(issuer.address)") { (port: Int) throws in
        try body("http://127.0.0.1:\(port)/acme/registries/Models/\(TeamServer.create)", port)
      }
    }
  }

  @Test func aJobPublishesByItsTokenAlone() throws {
    let token = try issuer.token(OIDCPeers.Issuer.gitLab)
    let (team, sandbox, address) = (team, sandbox, issuer.address)
    try serve { (url: String, port: Int) throws in
      for (index, way) in [
        ["-H", "Authorization: Bearer \(token)"], ["-u", "job:\(token)"], ["-H", "PRIVATE-TOKEN: \(token)"],
      ].enumerated() {
        let answer = try team.curl(way[0], way[1], "-d", #"{"name": "m\#(index)"}"#, url)
        #expect(answer.status == "200", "\(way[0]): \(answer)")
      }
      let versions = url.replacing("registered-models", with: "model-versions")
      let made = try team.curl(
        "-u", "job:\(token)", "-d", #"{"name": "m0", "source": "s3://elsewhere/model"}"#, versions)
      #expect(made.status == "200", "\(made)")
      // git takes it as a password.
      let clone = "http://job:\(token)@127.0.0.1:\(port)/acme.git"
      try sandbox.git("clone", "--quiet", clone, "clone")
    }
    // What the host signed of the job are facts of the version.
    let shown = try sandbox.registry("show", "Models/m0@1.0.0", "--json", in: "git/acme.git")
    for text in [
      "\"\(address)/acme/train/-/jobs/77\"", "\"\(address)/acme/train/-/pipelines/9\"",
      "\"4f0c5dd2e6a6d5a1c1b8a8a2a5f3a7b0c9d8e7f6\"", "\"\(address)/acme/train\"",
    ] { #expect(shown.contains(text), "\(text): \(shown)") }
    let audit = try sandbox.registry(["audit"], in: "git/acme.git").output
    #expect(audit.contains("4 actors known by oidc\n"), "\(audit)")
    #expect(try sandbox.git("log", "--format=%an", "-1", in: "git/acme.git") == "ci-bot\n")
    #expect(issuer.count("/keys") == 1)
  }

  @Test func othersAreNobody() throws {
    let usual = OIDCPeers.Issuer.gitLab
    let tokens = try [
      ("a fork", usual.replacing("\"4821\"", with: "\"9\"")),
      ("unprotected", usual.replacing("\"true\"", with: "\"false\"")),
      ("another audience", usual.replacing("models.acme.org", with: "evil.example")),
      ("expired", usual + #", "exp": 1000"#), ("another issuer", usual + #", "iss": "http://127.0.0.1:1""#),
      ("a slash", usual + #", "iss": "\#(issuer.address)/""#),
    ].map { ($0.0, try issuer.token($0.1)) }
    let good = try issuer.token(usual)
    let team = team
    try serve { (url: String, port: Int) throws in
      for (name, token) in tokens {
        let answer = try team.curl("-u", "job:\(token)", "-d", #"{"name": "no"}"#, url)
        #expect(answer.status == "401", "\(name): \(answer)")
      }
      #expect(try team.curl("-u", "job:\(good)", "-d", #"{"name": "yes"}"#, url).status == "200")
      let log = try team.sandbox.read("server-\(port).log")
      #expect(log.contains("warning: the token has expired\n") && !log.contains(good), "\(log)")
    }
  }

  @Test func aTokenIsWorthNothingOnceItsMemberIsGone() throws {
    let token = try issuer.token(OIDCPeers.Issuer.gitLab)
    let (team, sandbox) = (team, sandbox)
    try serve { (url: String, _: Int) throws in
      #expect(try team.curl("-u", "job:\(token)", "-d", #"{"name": "one"}"#, url).status == "200")
      try sandbox.registry("member", "remove", "ci-bot", in: "git/acme.git")
      #expect(try team.curl("-u", "job:\(token)", "-d", #"{"name": "two"}"#, url).status == "401")
    }
  }

  /// Keys come from where the issuer's own document says, and from nowhere that this leads to.
  @Test(arguments: [("redirect", "answers 302"), ("foreign", "is neither https nor on this machine")])
  func keysAreNotFetchedFromElsewhere(_ mode: String, _ reason: String) throws {
    let token = try issuer.token(OIDCPeers.Issuer.gitLab)
    try sandbox.write(mode, to: "issuer.json.mode")
    let (team, sandbox, issuer) = (team, sandbox, issuer)
    try serve { (url: String, port: Int) throws in
      for _ in 0..<5 { #expect(try team.curl("-u", "job:\(token)", "-d", "{}", url).status == "401") }
      #expect(try sandbox.read("server-\(port).log").contains(reason))
      #expect(issuer.count("/.well-known/openid-configuration") == 1)
      #expect(issuer.count("/keys") == 0)
    }
  }

  struct Wrong: CustomTestStringConvertible, Sendable {
    let options: String
    let message: String
    var testDescription: String { options }
  }

  static let wrong = [
    Wrong(options: "--oidc-issuer http://gitlab.acme.org", message: "is not the https:// address of an issuer"),
    Wrong(options: "--oidc-issuer gitlab.acme.org", message: "is not the https:// address of an issuer"),
    Wrong(options: "--login-issuer https://id.acme.org", message: "add --login-client ID"),
    Wrong(options: "--login-client x", message: "add --login-issuer URL"),
    Wrong(
      options: "--login-issuer https://id.acme.org --login-client x --login-secret-file nowhere",
      message: "has no secret that can be read"),
    Wrong(options: "--proxy-user-header X-User", message: "add --proxy-from with the proxy's address"),
    Wrong(options: "--proxy-from 127.0.0.1", message: "add --proxy-user-header NAME"),
    Wrong(
      options: "--proxy-user-header X-User --proxy-from proxy.acme.org", message: "is neither an address nor a network"),
    Wrong(
      options: "--proxy-user-header Authorization --proxy-from 127.0.0.1", message: "is not a header for a user's name"),
  ]

  @Test(arguments: wrong) func whatIsSetUpWronglyDoesNotStart(_ wrong: Wrong) throws {
    let words = wrong.options.split(separator: " ").map(String.init)
    let outcome = try sandbox.registry(["serve", "--root", "git"] + words)
    #expect(outcome.status == 64 && outcome.error.contains(wrong.message), "\(outcome.text)")
  }
}
