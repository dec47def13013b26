import Foundation
import TestSupport
import Testing

/// Branches that wait to be merged: what their pages say, and what is done with them.
struct ProposalTests {
  private static let model = "Fine_Tuned_Models/sentiment"

  /// A branch of grace's, who may publish and may not move production.
  private static func propose(_ name: String, _ sandbox: GitSandbox, _ commands: [[String]]) throws {
    try sandbox.git("switch", "--quiet", "--create", name, in: "models")
    for words in commands {
      let outcome = try sandbox.run(
        "git", ["-c", "user.email=grace@acme.org", "-c", "user.name=grace", "registry"] + words, in: "models",
        environment: [
          "GIT_AUTHOR_EMAIL": "grace@acme.org", "GIT_AUTHOR_NAME": "grace", "SOURCE_DATE_EPOCH": "1795341600",
        ])
      try outcome.requireSuccess()
    }
    try sandbox.git("switch", "--quiet", "main", in: "models")
  }

  private static func publish(_ number: String, accuracy: String) -> [String] {
    [
      "version", "create", model, number, "--artifact", "organization.yaml", "--metric", "accuracy=\(accuracy)",
      "--description", "Retrained.",
    ]
  }

  /// - `retrain` publishes a version; `feature/promote` moves production to it.
  private static func sandbox() async throws -> WebSandbox {
    try await WebSandbox { sandbox in
      try propose("retrain", sandbox, [publish("1.2.1", accuracy: "0.91")])
      try propose(
        "feature/promote", sandbox,
        [publish("1.3.0", accuracy: "0.93"), ["alias", "set", "\(model)@1.3.0", "production"]])
      // An alias of a version that is not there.
      try sandbox.git("switch", "--quiet", "--create", "broken", in: "models")
      let path = "models/registries/\(model)/model.yaml"
      try sandbox.write(try sandbox.read(path).replacing("production: 1.1.0", with: "production: 7.7.7"), to: path)
      try sandbox.git("commit", "--quiet", "--all", "--message", "Move production to what is not there", in: "models")
      try sandbox.git("switch", "--quiet", "main", in: "models")
      // One that has nothing in common is no proposal.
      try sandbox.git("switch", "--quiet", "--orphan", "pages", in: "models")
      try sandbox.git("commit", "--quiet", "--allow-empty", "--message", "Pages", in: "models")
      try sandbox.git("switch", "--quiet", "main", in: "models")
    }
  }

  @Test func thePagesAreWhatWasRecorded() async throws {
    let web = try await Self.sandbox()
    for (address, member, file) in [
      ("/-/proposals", "ada", "proposals"), ("/-/proposals/retrain", "ada", "proposal"),
      ("/-/proposals/feature%2Fpromote", "ada", "proposal-promotes"),
      ("/-/proposals/feature%2Fpromote", "grace", "proposal-of-a-member"),
      ("/-/proposals/feature%2Fpromote/files", "ada", "proposal-files"),
      ("/-/proposals/feature%2Fpromote/commits", "ada", "proposal-commits"),
      ("/-/proposals/broken", "ada", "proposal-invalid"), ("/", "ada", "registries-with-proposals"),
    ] {
      try RecordedPage.expect(try await web.get(address, as: member), file, address)
    }
  }

  private static func tip(_ branch: String, _ web: WebSandbox) throws -> String {
    try web.sandbox.git("rev-parse", branch, in: "models").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What a page's forms carry: the commits that they are about, and the token.
  private static func seen(_ answer: WebSandbox.Answer) throws -> [String: String] {
    let fields = answer.body.matches(of: /name="(base|head|token)" value="([0-9A-Za-z_-]+)"/)
    return try #require(fields.isEmpty ? nil : Dictionary(fields.map { ("\($0.output.1)", "\($0.output.2)") }) { $1 })
  }

  /// The same as another member sends it, with the token of a page of theirs.
  private static func seen(_ fields: [String: String], by member: String, _ web: WebSandbox) async throws
    -> [String: String]
  { fields.merging(["token": try await token(of: member, web)]) { $1 } }

  private static func token(of member: String, _ web: WebSandbox) async throws -> String {
    let page = try await web.get("/-/me", as: member)
    return String(try #require(page.body.firstMatch(of: /name="token" value="([^"]+)"/)).output.1)
  }

  @Test func whomTheRulesLetMerges() async throws {
    let web = try await Self.sandbox()
    let page = try await web.get("/-/proposals/feature%2Fpromote")
    let merged = try await web.post("/-/proposals/feature%2Fpromote/merge", try Self.seen(page))
    #expect(merged.status == 303 && merged.headers["Location"] == "/-/proposals/feature%2Fpromote", "\(merged)")
    let log = try web.sandbox.git("log", "-1", "--format=%s|%b|%P", in: "models")
    #expect(
      log.contains("Merge branch 'feature/promote' into")
        && log.split(separator: "|").last?.split(separator: " ").count == 2)
    // In a clone the work tree follows.
    #expect(try web.sandbox.read("models/registries/\(Self.model)/model.yaml").contains("production: 1.3.0"))
    #expect(try web.sandbox.git("status", "--porcelain", in: "models") == "")
    let after = try await web.get("/-/proposals/feature%2Fpromote")
    #expect(after.body.contains(">merged<") && !after.body.contains("Merge into"))
    let list = try await web.get("/-/proposals")
    #expect(!list.body.contains("feature/promote") && list.body.contains("retrain"))
    #expect(try await web.get("/\(Self.model)@production").headers["Location"]?.contains("@1.3.0") ?? false)
    // Twice is once.
    let again = try await web.post("/-/proposals/feature%2Fpromote/merge", try Self.seen(page))
    #expect(again.status == 303)
    #expect(try web.sandbox.git("log", "-1", "--format=%s|%b|%P", in: "models") == log)
  }

  /// What moved meanwhile is said, and judged again; then it can be merged.
  @Test(arguments: ["main", "retrain"])
  func aLostRaceIsJudgedAgain(what: String) async throws {
    let web = try await Self.sandbox()
    let seen = try Self.seen(try await web.get("/-/proposals/retrain"))
    if what == "main" {
      try web.sandbox.registry("alias", "set", "\(Self.model)@1.1.0", "shadow", in: "models")
    } else {
      try Self.propose("more", web.sandbox, [["alias", "set", "\(Self.model)@1.1.0", "shadow"]])
      let more = try web.sandbox.git("commit-tree", "retrain^{tree}", "-p", "retrain", "-m", "Again", in: "models")
      try web.sandbox.git("update-ref", "refs/heads/retrain", more.split(separator: "\n")[0].description, in: "models")
    }
    let tip = try web.sandbox.git("rev-parse", "HEAD", in: "models")
    let lost = try await web.post("/-/proposals/retrain/merge", seen)
    #expect(lost.status == 409 && lost.body.contains("role=\"alert\""))
    #expect(lost.body.contains("Not merged: \(what) has moved on meanwhile"))
    if what != "main" {
      let kept = try await web.post("/-/proposals/retrain/close", seen)
      #expect(kept.status == 409 && kept.body.contains("Not closed: \(what) has moved on meanwhile"))
    }
    #expect(try web.sandbox.git("rev-parse", "HEAD", in: "models") == tip)
    let now = try Self.seen(lost)
    #expect(now != seen)
    #expect(try await web.post("/-/proposals/retrain/merge", now).status == 303)
    #expect(try web.sandbox.git("rev-parse", "HEAD^", in: "models") == tip)
  }

  @Test func whomTheRulesDoNotLetIsNotOfferedItAndRefused() async throws {
    let web = try await Self.sandbox()
    let tip = try web.sandbox.git("rev-parse", "HEAD", in: "models")
    for (member, branch) in [("grace", "feature%2Fpromote"), ("bob", "retrain"), ("ada", "broken")] {
      let page = try await web.get("/-/proposals/\(branch)", as: member)
      #expect(page.status == 200 && !page.body.contains("Merge into"), "\(member)")
      let seen = try await Self.seen(
        ["base": try Self.tip("main", web), "head": try Self.tip(branch.replacing("%2F", with: "/"), web)], by: member,
        web)
      let refused = try await web.post("/-/proposals/\(branch)/merge", seen, as: member)
      #expect(refused.status == 422 && refused.body.contains("Not merged: "), "\(member): \(refused)")
    }
    #expect(try web.sandbox.git("rev-parse", "HEAD", in: "models") == tip)
  }

  @Test func itsAuthorOrAnAdminCloses() async throws {
    let web = try await Self.sandbox()
    let seen = try Self.seen(try await web.get("/-/proposals/retrain"))
    let page = try await web.get("/-/proposals/retrain", as: "bob")
    #expect(!page.body.contains(">Close<"))
    let bobs = try await Self.seen(seen, by: "bob", web)
    #expect(try await web.post("/-/proposals/retrain/close", bobs, as: "bob").status == 403)
    #expect(try await web.get("/-/proposals/retrain", as: "grace").body.contains(">Close<"))
    let graces = try await Self.seen(seen, by: "grace", web)
    let wrong = graces.merging(["head": String(repeating: "1", count: 40)]) { $1 }
    #expect(try await web.post("/-/proposals/retrain/close", wrong, as: "grace").status == 409)
    let closed = try await web.post("/-/proposals/retrain/close", graces, as: "grace")
    #expect(closed.status == 303 && closed.headers["Location"] == "/-/proposals")
    #expect(try await web.get("/-/proposals/retrain").status == 404)
    #expect(try !web.sandbox.git("branch", "--format", "%(refname:short)", in: "models").contains("retrain"))
    let other = try Self.seen(try await web.get("/-/proposals/feature%2Fpromote"))
    #expect(try await web.post("/-/proposals/feature%2Fpromote/close", other).status == 303)
    // The branch that is served is no proposal.
    let main = try web.sandbox.git("branch", "--show-current", in: "models").split(separator: "\n")[0]
    #expect(try await web.post("/-/proposals/\(main)/close", seen).status == 404)
    #expect(try await web.post("/-/proposals/\(main)/merge", seen).status == 404)
  }

  /// A branch holds all registries: who may not read them all sees none of it.
  @Test func whoMayNotReadAllSeesNothing() async throws {
    let web = try await Self.sandbox()
    for path in ["/-/proposals", "/-/proposals/retrain", "/-/proposals/retrain/files", "/-/proposals/none"] {
      let answer = try await web.get(path, as: "margaret")
      #expect(answer.status == 403 && !answer.body.contains("1.2.1"), "\(path): \(answer)")
      #expect(try await web.get(path, as: nil).status == 401)
    }
    #expect(try await web.post("/-/proposals/retrain/merge", [:], as: "margaret").status == 403)
    #expect(try await !web.get("/", as: "margaret").body.contains("Proposals"))
    #expect(try await web.get("/", as: "bob").body.contains("Proposals"))
  }

  @Test func aFormOfAnotherSiteIsRefused() async throws {
    let web = try await Self.sandbox()
    let seen = try Self.seen(try await web.get("/-/proposals/retrain"))
    let tip = try web.sandbox.git("rev-parse", "HEAD", in: "models")
    let cookie = ["cookie": "git-registry-local-5000=ada"]
    for more in [
      ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"], ["origin": "http://evil.example"],
      ["origin": "http://localhost:5001"],
    ] {
      let answer = try await web.post(
        "/-/proposals/retrain/merge", seen, as: nil, headers: cookie.merging(more) { $1 })
      #expect(answer.status == 403 || answer.status == 401, "\(more): \(answer)")
    }
    let token = try await Self.token(of: "ada", web)
    for (fields, status) in [([:], 400), (["token": token, "base": "x", "head": "y"], 400)]
      as [([String: String], Int)]
    {
      #expect(try await web.post("/-/proposals/retrain/merge", fields).status == status)
    }
    #expect(try web.sandbox.git("rev-parse", "HEAD", in: "models") == tip)
    // The very same from a page of the server's own.
    let own = ["sec-fetch-site": "same-origin", "origin": "http://localhost:5000"]
    let answer = try await web.post(
      "/-/proposals/retrain/merge", seen, as: nil, headers: cookie.merging(own) { $1 })
    #expect(answer.status == 303, "\(answer)")
  }

  /// What a form must carry, wherever it is: the token of a page of the same sign-in.
  @Test(arguments: [
    ("/-/proposals/retrain/merge", "Not merged: "), ("/-/proposals/retrain/close", "Not closed: "), ("/-/keys", ""),
  ])
  func aFormIsTakenFromItsOwnPageOnly(address: String, what: String) async throws {
    let web = try await Self.sandbox()
    let before = try web.sandbox.git("for-each-ref", in: "models")
    var fields = try Self.seen(try await web.get("/-/proposals/retrain"))
    let own = fields["token"]
    let others = try await Self.token(of: "bob", web)
    for token in [others, "", "x", String(repeating: "A", count: 86)] {
      fields["token"] = token
      let answer = try await web.post(address, fields)
      let text =
        "this page was opened before the server was started anew, or by somebody else: look at it, and send it again"
      #expect(answer.status == 403 && answer.body.contains(what + text), "\(token): \(answer)")
    }
    fields["token"] = nil
    let none = try await web.post(address, fields)
    #expect(none.status == 400 && none.body.contains("the form has no token"), "\(none)")
    #expect(try web.sandbox.git("for-each-ref", in: "models") == before)
    fields["token"] = own
    #expect(try await web.post(address, fields).status == 303)
  }

  /// What a browser kept is not taken for a page of another sign-in.
  @Test func whatIsKeptHasAGoodToken() async throws {
    let (web, anew) = (try await Self.sandbox(), try await Self.sandbox())
    let page = try await web.get("/-/proposals/retrain")
    let tag = try #require(page.headers["ETag"])
    #expect(try await web.get("/-/proposals/retrain", headers: ["if-none-match": tag]).status == 304)
    #expect(try await anew.get("/-/proposals/retrain", headers: ["if-none-match": tag]).status == 200)
  }

  @Test func theThemeIsChangedFromThisServersPages() async throws {
    let web = try await WebSandbox()
    #expect(try await web.post("/-/theme", ["return": "/-/rules"], as: nil).headers["Location"] == "/-/rules")
    for headers in [["origin": "https://evil.example"], ["sec-fetch-site": "cross-site"]] {
      #expect(try await web.post("/-/theme", [:], as: nil, headers: headers).status == 403)
    }
  }

  @Test func whatConflictsSaysSo() async throws {
    let web = try await WebSandbox { sandbox in
      try Self.propose("other", sandbox, [["alias", "set", "\(Self.model)@1.2.0", "shadow"]])
      try sandbox.registry("alias", "set", "\(Self.model)@1.1.0", "shadow", in: "models")
    }
    let page = try await web.get("/-/proposals/other")
    #expect(
      page.body.contains(">conflict<") && page.body.contains("merge-conflict") && !page.body.contains("Merge into"))
    let answer = try await web.post("/-/proposals/other/merge", try Self.seen(page))
    #expect(answer.status == 409 && answer.body.contains("git cannot merge"), "\(answer)")
  }

  @Test func thePastHasNoProposals() async throws {
    let web = try await Self.sandbox()
    #expect(try await web.get("/-/proposals?at=2030-01-01").status == 404)
    #expect(try await web.get("/-/proposals/none").status == 404)
    #expect(try await web.get("/-/proposals/pages").status == 404)
  }
}
