import Foundation
import TestSupport
import Testing

/// People who sign in with a browser, at an OpenID provider from PyPI that asks for PKCE and a nonce.
struct SignInTests {
  private let team: TeamServer
  private let providerPort: Int
  private var sandbox: GitSandbox { team.sandbox }
  private var provider: String { "http://127.0.0.1:\(providerPort)" }

  init() throws {
    team = try TeamServer()
    providerPort = try GitSandbox.freePort()
  }

  /// A browser: curl with cookies of its own, which follows no redirection by itself.
  struct Browser {
    let sandbox: GitSandbox
    let name: String

    struct Answer {
      let status: String
      let location: String
      let headers: String
      let body: String
    }

    func ask(_ arguments: String...) throws -> Answer {
      let jar = "\(name).jar"
      let outcome = try sandbox.run(
        "curl",
        ["-s", "-m", "30", "-b", jar, "-c", jar, "-D", "headers", "-o", "body", "-w", "%{http_code} %{redirect_url}"]
          + arguments)
      let parts = outcome.output.split(separator: " ", maxSplits: 1).map(String.init)
      return Answer(
        status: parts.first ?? "", location: parts.count > 1 ? parts[1] : "",
        headers: try sandbox.read("headers").replacing("\r\n", with: "\n"),
        body: (try? sandbox.read("body")) ?? "")
    }

    /// Goes to the provider, says there who it is, and gives back the address that it is sent to.
    func visitProvider(_ server: String, as user: String, return path: String = "/") throws -> String {
      let away = try ask("\(server)/-/login?return=\(path)")
      try #require(away.status == "303", "\(away)")
      let back = try ask("-d", "sub=\(user)", away.location)
      try #require(back.status == "302", "\(back)")
      return back.location
    }

    func signIn(_ server: String, as user: String, return path: String = "/") throws -> Answer {
      try ask(visitProvider(server, as: user, return: path))
    }
  }

  private func browser(_ name: String) -> Browser { Browser(sandbox: sandbox, name: name) }

  private func serve(_ options: String = "", scheme: String = "http", _ body: (_ url: String) throws -> Void) throws {
    try sandbox.serving(
      "\(OIDCPeers.python) \(OIDCPeers.script("oidc-provider.py")) \(providerPort)", port: providerPort
    ) {
      for (user, claims) in [
        ("ada", #"{"email": "ada@acme.org", "email_verified": true, "preferred_username": "ada"}"#),
        ("mia", #"{"email": "mia@acme.org", "email_verified": true, "preferred_username": "mia"}"#),
        ("eve", #"{"email": "ada@acme.org", "email_verified": false, "preferred_username": "ada@acme.org"}"#),
        ("stranger", #"{"email": "s@evil.example", "email_verified": true, "preferred_username": "nobody"}"#),
      ] {
        let outcome = try team.curl(
          "-X", "PUT", "-H", "Content-Type: application/json", "-d", claims, "\(provider)/users/\(user)")
        try #require(outcome.status == "204", "\(outcome)")
      }
      try sandbox.write("the secret\n", to: "secret")
      let login = "--login-issuer \(provider) --login-client models --login-secret-file secret"
      try team.serve("--listen 127.0.0.1:PORT --root git \(login) \(options)") { (port: Int) throws in
        try body("\(scheme)://127.0.0.1:\(port)")
      }
    }
  }

  private static func models(_ url: String) -> String { "\(url)/acme/registries/Models/\(TeamServer.create)" }

  @Test func aPersonSignsInWritesAndSignsOut() throws {
    try serve { (url: String) throws in
      let mia = browser("mia")
      let landed = try mia.signIn(url, as: "mia", return: "/acme/registries/Models?x=1")
      #expect(landed.status == "303" && landed.location == "\(url)/acme/registries/Models?x=1", "\(landed)")
      let cookie = try #require(landed.headers.firstMatch(of: /Set-Cookie: git-registry=([^;]+); (.*)\n/))
      #expect(cookie.output.2 == "Path=/; Max-Age=43200; HttpOnly; SameSite=Lax")
      #expect(try mia.ask("\(url)/-/session").body == "{\"member\": \"mia@acme.org\"}")
      let same = "Origin: \(url)"
      #expect(try mia.ask("-H", same, "-d", #"{"name": "hers"}"#, Self.models(url)).status == "200")
      let read = try mia.ask("\(url)/acme/registries/Models/api/2.0/mlflow/registered-models/get?name=hers")
      #expect(read.status == "200", "\(read)")
      // A page of another site, or one that says nothing of where it is from, makes her write nothing.
      for headers in [
        ["-H", "Origin: https://evil.example"], ["-H", "Origin: null"], ["-H", "X-Nothing: 1"],
        ["-H", "Origin: http://127.0.0.1:1"],
        ["-H", "Origin: http://localhost:\(url.split(separator: ":").last ?? "")"],
      ] {
        let answer = try mia.ask(headers[0], headers[1], "-d", #"{"name": "no"}"#, Self.models(url))
        #expect(answer.status == "403", "\(headers): \(answer)")
        #expect(try mia.ask(headers[0], headers[1], "-X", "POST", "\(url)/-/logout").status == "403")
      }
      let silent = try mia.ask("-H", same, "-H", "Sec-Fetch-Site: cross-site", "-d", "{}", Self.models(url))
      #expect(silent.status == "403")
      #expect(try mia.ask("\(url)/-/logout").status == "404")
      // What she is known by ends on the server too, not in her browser alone.
      try sandbox.run("cp", ["mia.jar", "kept.jar"]).requireSuccess()
      #expect(try mia.ask("-H", same, "-X", "POST", "\(url)/-/logout").status == "303")
      #expect(try browser("kept").ask("\(url)/-/session").body == "{\"member\": null}")
      #expect(try browser("kept").ask("-H", same, "-d", #"{"name": "late"}"#, Self.models(url)).status == "401")
    }
    let audit = try sandbox.registry(["audit"], in: "git/acme.git").output
    #expect(audit.contains("1 actor known by session\n"), "\(audit)")
    #expect(try sandbox.git("log", "--format=%an <%ae>", "-1", in: "git/acme.git") == "mia <mia@acme.org>\n")
  }

  @Test func onlyMembersWithAVerifiedAddressComeIn() throws {
    try serve { (url: String) throws in
      let eve = try browser("eve").signIn(url, as: "eve")
      #expect(eve.status == "403" && eve.body.contains("has not verified your address 'ada@acme.org'"), "\(eve)")
      let stranger = try browser("stranger").signIn(url, as: "stranger")
      #expect(stranger.status == "403" && stranger.body.contains("no member has the address"), "\(stranger)")
      let denied = try browser("denied").ask("\(url)/-/login")
      let back = try browser("denied").ask("-d", "action=deny", denied.location)
      let told = try browser("denied").ask(back.location)
      #expect(!told.headers.contains("git-registry="), "\(told)")
      #expect(told.status == "400", "\(told)")
    }
  }

  /// A claim with names: an address that somebody chose as their name at the provider is not that address's member.
  @Test func aMappedClaimNamesAMember() throws {
    try serve("--login-claim preferred_username") { (url: String) throws in
      let mia = browser("mia")
      #expect(try mia.signIn(url, as: "mia").status == "303")
      #expect(try mia.ask("\(url)/-/session").body == "{\"member\": \"mia\"}")
      let eve = try browser("eve").signIn(url, as: "eve")
      #expect(eve.status == "403" && eve.body.contains("'ada@acme.org' is not a member's name"), "\(eve)")
    }
  }

  @Test func aSignInBelongsToOneBrowser() throws {
    try serve { (url: String) throws in
      // Somebody sends mia's browser the end of their own sign-in.
      let foreign = try browser("ada").visitProvider(url, as: "ada")
      let mia = browser("mia")
      #expect(try mia.ask(foreign).status == "400")
      let begun = try mia.ask("\(url)/-/login")
      #expect(begun.status == "303")
      let mixed = try mia.ask(foreign)
      #expect(mixed.status == "400" && mixed.body.contains("belongs to another sign-in"), "\(mixed)")
      #expect(try mia.ask("\(url)/-/session").body == "{\"member\": null}")
      // Their code beside her own state: the challenge and the nonce are not of her browser.
      let code = try #require(foreign.firstMatch(of: /code=([^&]+)/)).output.1
      let state = try #require(begun.location.firstMatch(of: /state=([^&]+)/)).output.1
      let spliced = try mia.ask("\(url)/-/callback?code=\(code)&state=\(state)")
      #expect(spliced.status == "403" && spliced.body.contains("does not take the code"), "\(spliced)")
      // The right browser may still end it once, and no second time.
      let own = try browser("other").visitProvider(url, as: "ada")
      let first = try browser("other").ask(own)
      #expect(first.status == "303")
      #expect(try browser("other").ask(own).status == "400")
    }
  }

  /// A secret that somebody put into a browser before is not what it is signed in by.
  @Test func aSessionIsNotFixedBeforehand() throws {
    try serve { (url: String) throws in
      let mia = browser("mia")
      let planted = "planted-by-somebody-else-000000000000000000"
      let end = try mia.visitProvider(url, as: "mia")
      let jar = try sandbox.read("mia.jar")
      try sandbox.write(jar + "127.0.0.1\tFALSE\t/\tFALSE\t0\tgit-registry\t\(planted)\n", to: "mia.jar")
      #expect(try mia.ask(end).status == "303")
      #expect(try !sandbox.read("mia.jar").contains(planted))
      #expect(try team.curl("-H", "Cookie: git-registry=\(planted)", "\(url)/-/session").body == "{\"member\": null}")
      // And the session of before is over when another one begins.
      let old = try #require(try sandbox.read("mia.jar").firstMatch(of: /git-registry\t(\S+)/)).output.1
      #expect(try mia.signIn(url, as: "mia").status == "303")
      #expect(try team.curl("-H", "Cookie: git-registry=\(old)", "\(url)/-/session").body == "{\"member\": null}")
    }
  }

  @Test func nobodyIsSentToAnotherSite() throws {
    try serve { (url: String) throws in
      for path in [
        "https://evil.example/", "//evil.example", "/%5Cevil.example", "/%09/evil.example", "javascript:alert(1)",
        "%2F%2Fevil.example",
        "evil.example", "/%0d%0aSet-Cookie:x=y", "@evil.example",
      ] {
        let landed = try browser("b").signIn(url, as: "mia", return: path)
        #expect(landed.status == "303" && landed.location == "\(url)/", "\(path): \(landed)")
        #expect(!landed.headers.contains("x=y"))
      }
      // The address that comes back is the server's own, whatever host is asked for.
      #expect(try team.curl("-H", "Host: evil.example", "\(url)/-/login").status == "421")
    }
  }

  @Test func whoeverIsNoMemberAnyMoreIsNobody() throws {
    try serve { (url: String) throws in
      let mia = browser("mia")
      #expect(try mia.signIn(url, as: "mia").status == "303")
      try sandbox.registry("member", "remove", "mia", in: "git/acme.git")
      let answer = try mia.ask("-H", "Origin: \(url)", "-d", #"{"name": "late"}"#, Self.models(url))
      #expect(answer.status == "401", "\(answer)")
    }
  }

  /// Behind a proxy that ends TLS: a neighbour's page can set no cookie of this name.
  @Test func cookiesOverTLSAreOfThisHostAlone() throws {
    try serve { (url: String) throws in
      let secure = ["-H", "X-Forwarded-Proto: https"]
      let away = try browser("mia").ask(secure[0], secure[1], "\(url)/-/login")
      #expect(
        away.headers.contains(
          /Set-Cookie: __Host-git-registry-login=[^;]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure\n/),
        "\(away.headers)")
      #expect(away.location.contains("redirect_uri=https%3A%2F%2F127.0.0.1"), "\(away.location)")
      let mia = browser("plain")
      #expect(try mia.signIn(url, as: "mia").status == "303")
      let secret = try #require(try sandbox.read("plain.jar").firstMatch(of: /git-registry\t(\S+)/)).output.1
      func session(_ name: String) throws -> String {
        try team.curl(secure[0], secure[1], "-H", "Cookie: \(name)=\(secret)", "\(url)/-/session").body
      }
      #expect(try session("git-registry") == "{\"member\": null}")
      #expect(try session("__Host-git-registry") == "{\"member\": \"mia@acme.org\"}")
    }
  }

  /// A proxy's word counts from its address, and a client's for nothing.
  @Test(arguments: [("127.0.0.1", "200"), ("127.0.0.0/8", "200"), ("10.0.0.0/8", "401"), ("::1", "401")])
  func aProxyNamesWhomItLetIn(_ from: String, _ status: String) throws {
    let team = team
    try team.serve("--listen 127.0.0.1:PORT --root git --proxy-user-header X-Forwarded-User --proxy-from \(from)") {
      (port: Int) throws in
      let url = Self.models("http://127.0.0.1:\(port)")
      let user = ["-H", "X-Forwarded-User: mia@acme.org"]
      #expect(try team.curl(user[0], user[1], "-d", #"{"name": "m"}"#, url).status == status)
      guard status == "200" else { return }
      #expect(try team.curl("-d", #"{"name": "n"}"#, url).status == "401")
      for (header, expected) in [
        ("x-forwarded-user: mia", "200"), ("X-Forwarded-User: nobody", "401"), ("X-Forwarded-User: ada, mia", "401"),
        ("X-Forwarded-User;", "401"), (":user: mia", "401"),
      ] {
        let answer = try team.curl("-H", header, "-d", "{\"name\": \"\(expected)-\(header.utf8.count)\"}", url)
        #expect(answer.status == expected, "\(header): \(answer)")
      }
      let foreign = try team.curl(user[0], user[1], "-H", "Origin: https://evil.example", "-d", "{}", url)
      #expect(foreign.status == "403")
    }
    guard status == "200" else { return }
    #expect(try sandbox.registry(["audit"], in: "git/acme.git").output.contains("2 actors known by proxy\n"))
  }
}
