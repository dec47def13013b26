import Endpoints
import Foundation
import TestSupport
import Testing

/// What every form does: it commits once, to whom it was shown, and says what is wrong where it is wrong.
struct FormTests {
  private func commits(_ web: WebSandbox) throws -> Int {
    try #require(Int(web.sandbox.git("rev-list", "--count", "main", in: "models").filter(\.isNumber)))
  }

  @Test func aRegistryIsCreatedAndThePageSaysSoOnce() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm("/-/new", in: web)
    #expect(form.page.status == 200 && form["visibility"] == "restricted" && form["accept"] == "all")
    let answer = try await form.send(["name": "Trials", "description": "For trials."])
    #expect(answer.isDone && answer.headers["Location"] == "/Trials", "\(answer)")
    let cookie = try #require(answer.cookie)
    let id = try web.sandbox.git("rev-parse", "main", in: "models").prefix(10)
    let page = try await web.get("/Trials", headers: ["cookie": cookie])
    #expect(page.body.contains("Created registry Trials in ") && page.body.contains(">\(id)</a>"), "\(page.body)")
    #expect(page.headers["Set-Cookie"]?.contains("Max-Age=0") ?? false && page.headers["ETag"] == nil)
    #expect(try await !web.get("/Trials").body.contains("Created registry"))
    let manifest = try web.sandbox.git("show", "main:registries/Trials/registry.yaml", in: "models")
    #expect(
      manifest.contains("visibility: restricted") && manifest.contains("ada: admin") && manifest.contains("For trials.")
    )
    let author = try web.sandbox.git("log", "-1", "--format=%an <%ae>, %cn: %s", "main", in: "models")
    #expect(author == "ada <ada@acme.org>, git registry: Create registry Trials\n")
  }

  /// Nobody but the server makes a page say something, and only to whom it is said.
  @Test func aResultCannotBeForged() async throws {
    let web = try await WebSandbox()
    let answer = try await OpenForm("/-/new", in: web).send(["name": "Trials", "visibility": "organization"])
    let cookie = try #require(answer.cookie)
    #expect(try await !web.get("/", as: "bob", headers: ["cookie": cookie]).body.contains("Created registry"))
    for forged in [
      "git-registry-done=Y29tbWl0CnRleHQ.AAAA", "git-registry-done=x", cookie + "A", String(cookie.dropLast(3)),
    ] {
      let page = try await web.get("/", headers: ["cookie": forged])
      #expect(page.status == 200 && !page.body.contains("class=\"done\""), "\(forged)")
    }
    let ahead = try await web.get("/", headers: ["cookie": cookie, "sec-purpose": "prefetch"])
    #expect(!ahead.body.contains("class=\"done\"") && ahead.headers["Set-Cookie"] == nil)
  }

  @Test func aFormIsTakenFromItsOwnPageOnly() async throws {
    let web = try await WebSandbox()
    let before = try commits(web)
    let form = try await OpenForm("/-/new", in: web).with(["name": "Trials"])
    // The page of another site, and of another port.
    for headers in [
      ["origin": "https://evil.example"], ["origin": "http://localhost:6000"], ["sec-fetch-site": "same-site"],
      ["sec-fetch-site": "cross-site"],
    ] {
      #expect(try await form.send(headers: headers).status == 403, "\(headers)")
    }
    for token in ["x", "", String(repeating: "A", count: 86)] {
      let answer = try await form.send(["token": token])
      #expect(answer.status == 403 && answer.body.contains("send it again"), "\(token): \(answer)")
      // What was typed is there, under a token that is good.
      #expect(try form.again(answer)["name"] == "Trials")
    }
    // Somebody else's token.
    let others = try await OpenForm("/-/new", as: "bob", in: web)
    #expect(try await form.send(["token": others["token"] ?? ""]).status == 403)
    #expect(try await web.post("/-/new", [("name", "Trials")]).status == 400)
    #expect(try await web.ask(.post, "/-/new", as: "ada", headers: ["content-type": "text/plain"]).status == 400)
    #expect(try commits(web) == before)
    #expect(try await form.send().isDone)
  }

  @Test func noTwoPagesHaveTheSameToken() async throws {
    let web = try await WebSandbox()
    let (one, two) = (try await OpenForm("/-/new", in: web), try await OpenForm("/-/new", in: web))
    #expect(one["token"] != two["token"] && one["page"] != two["page"])
  }

  @Test func aSecondClickCommitsNothing() async throws {
    let web = try await WebSandbox()
    let before = try commits(web)
    let form = try await OpenForm("/Fine_Tuned_Models/sentiment@1.2.0/-/edit", in: web)
      .with(["metrics.key": "f1", "metrics.value": "0.5"])
    async let first = form.send()
    async let second = form.send()
    let (one, two) = (try await first, try await second)
    let third = try await form.send()
    #expect(one.isDone && one == two && one == third, "\(one) \(two) \(third)")
    #expect(try commits(web) == before + 1)
  }

  /// What was refused may be mended and sent again.
  @Test func aRefusalStandsBesideItsFieldAndKeepsWhatWasTyped() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm("/-/new", in: web)
    let answer = try await form.send([
      "name": "Fine Tuned <Models>", "description": "One & two", "accept": "some", "type": "model card",
      "visibility": "organization",
    ])
    #expect(answer.status == 422)
    #expect(answer.refusal(of: "name")?.contains("not a valid registry name") ?? false, "\(answer.body)")
    #expect(answer.body.contains("aria-describedby=\"f-name-refusal f-name-hint\""))
    #expect(answer.summary?.contains("href=\"#f-name\"") ?? false && answer.summary?.contains("autofocus") ?? false)
    let again = try form.again(answer)
    #expect(
      again["name"] == "Fine Tuned <Models>" && again["description"] == "One & two" && again["type"] == "model card")
    #expect(again["visibility"] == "organization" && again["accept"] == "some")
    // The suggestion is a button that fills it in.
    let mended = try await again.send(["use.name": "Fine_Tuned__Models_"])
    #expect(mended.status == 200)
    let filled = try again.again(mended)
    #expect(filled["name"] == "Fine_Tuned__Models_")
    let refused = try await filled.send()
    #expect(
      refused.status == 422
        && refused.refusal(of: "type")?.contains("model card&#39; is not a valid artifact type") ?? false,
      "\(refused.body)")
    #expect(try await filled.again(refused).send(["type": "model"]).isDone)
  }

  @Test func aPreviewShowsTheManifestAndCommitsNothing() async throws {
    let web = try await WebSandbox()
    let before = try commits(web)
    let form = try await OpenForm("/-/new", in: web)
    let answer = try await form.send(["name": "Trials", "accept": "some", "type": "model", "preview": "1"])
    #expect(answer.status == 200 && answer.body.contains("registries/Trials/registry.yaml"))
    #expect(answer.body.contains("<ins>visibility: restricted</ins>"), "\(answer.body)")
    #expect(answer.body.contains("git registry create Trials --visibility restricted --accept model"))
    #expect(answer.body.contains("Nothing is committed yet"))
    #expect(try commits(web) == before)
    #expect(try await form.again(answer).send().isDone)
  }

  @Test func anotherRowTakesNoScript() async throws {
    let web = try await WebSandbox()
    let form = try await OpenForm("/Fine_Tuned_Models/sentiment@1.2.0/-/edit", in: web)
    let answer = try await form.send(["metrics.key": "f1", "metrics.value": "0.5", "more": "metrics"])
    #expect(answer.status == 200 && answer.body.matches(of: /name="metrics.key"/).count == 2, "\(answer.body)")
  }

  // MARK: The tip moved

  @Test func whatOthersDidMeanwhileIsKept() async throws {
    let web = try await WebSandbox()
    let mine = try await OpenForm("/Fine_Tuned_Models/-/settings", in: web)
    let theirs = try await OpenForm("/Fine_Tuned_Models/-/settings", in: web)
    #expect(try await theirs.send(["description": "Theirs."]).isDone)
    #expect(try await mine.send(["ordering": "ascending"]).isDone)
    let manifest = try web.sandbox.git("show", "main:registries/Fine_Tuned_Models/registry.yaml", in: "models")
    #expect(manifest.contains("description: Theirs.") && manifest.contains("ordering: ascending"), "\(manifest)")
  }

  @Test func whatBothChangedIsAskedAgain() async throws {
    let web = try await WebSandbox()
    let mine = try await OpenForm("/Fine_Tuned_Models/-/settings", in: web)
    let theirs = try await OpenForm("/Fine_Tuned_Models/-/settings", in: web)
    #expect(try await theirs.send(["description": "Theirs."]).isDone)
    let before = try commits(web)
    let answer = try await mine.send(["description": "Mine."])
    #expect(answer.status == 409 && answer.refusal(of: "description")?.contains("Theirs.") ?? false, "\(answer.body)")
    #expect(answer.body.contains(">Mine.</textarea>"))
    #expect(try commits(web) == before)
    #expect(try await mine.again(answer).send().isDone)
    #expect(
      try web.sandbox.git("show", "main:registries/Fine_Tuned_Models/registry.yaml", in: "models").contains("Mine."))
  }

  @Test func anAliasThatMovedMeanwhileIsAskedAgain() async throws {
    let web = try await WebSandbox()
    let mine = try await OpenForm("/Fine_Tuned_Models/sentiment@1.2.0/-/alias", in: web)
    let theirs = try await OpenForm("/Fine_Tuned_Models/sentiment@1.1.0/-/alias", in: web)
    #expect(try await theirs.send(["alias": "champion"]).isDone)
    let answer = try await mine.send(["alias": "champion"])
    #expect(
      answer.status == 409 && answer.refusal(of: "alias")?.contains("from &#39;1.2.0&#39; to &#39;1.1.0&#39;") ?? false,
      "\(answer.body)")
    #expect(try await mine.send(["alias": "shadow"]).isDone)
    #expect(try await mine.again(answer).send().isDone)
  }

  // MARK: Proposals

  @Test func aProposalIsABranch() async throws {
    let web = try await WebSandbox()
    let before = try commits(web)
    let form = try await OpenForm("/Fine_Tuned_Models/-/settings", as: "grace", in: web)
    // A member may propose what an admin commits.
    #expect(
      !form.page.body.contains("value=\"commit\"")
        && form.page.body.contains("Admins of Fine_Tuned_Models change this: ada"))
    #expect(try await form.send(["how": "commit", "ordering": "ascending"]).status == 403)
    let answer = try await form.send(["ordering": "ascending", "message": "Go up only"])
    #expect(answer.isDone && answer.headers["Location"] == "/-/proposals/settings-of-Fine_Tuned_Models", "\(answer)")
    #expect(try commits(web) == before)
    let log = try web.sandbox.git("log", "-1", "--format=%an: %s", "settings-of-Fine_Tuned_Models", in: "models")
    #expect(log == "grace: Go up only\n")
    let other = try await OpenForm("/Fine_Tuned_Models/-/settings", as: "grace", in: web)
    let taken = try await other.send(["sealed": "1"])
    #expect(taken.status == 422 && taken.refusal(of: "branch")?.contains("already a branch") ?? false, "\(taken.body)")
    for name in ["main", "../x", "a b", "HEAD", "-x", "deadbeef"] {
      #expect(try await other.send(["sealed": "1", "branch": name]).refusal(of: "branch") != nil, "\(name)")
    }
    #expect(try await other.send(["sealed": "1", "branch": "seal-it"]).isDone)
  }

  // MARK: Rights

  @Test func whatARoleMayNotDoIsNotOffered() async throws {
    let web = try await WebSandbox()
    for (address, words) in [
      ("/Fine_Tuned_Models", "Members of Fine_Tuned_Models change this"),
      ("/Fine_Tuned_Models/sentiment@1.2.0", "Members of Fine_Tuned_Models change this"),
      ("/Fine_Tuned_Models/-/members", "Admins of Fine_Tuned_Models change this"),
    ] {
      let page = try await web.get(address, as: "bob")
      #expect(page.body.contains(words), "\(address)")
      for form in ["/-/new\"", "/-/settings", "/-/alias", "/-/deprecate", "/-/yank", "add-member"] {
        #expect(!page.body.contains(form), "\(address): \(form)")
      }
    }
    #expect(try await web.get("/").body.contains("href=\"/-/new\""))
    #expect(try await !web.get("/?at=2030-01-01").body.contains("href=\"/-/new\""))
    let admin = try await web.get("/Fine_Tuned_Models/sentiment@1.2.0")
    for form in ["alias", "edit", "deprecate", "yank", "retire"] {
      #expect(admin.body.contains("href=\"/Fine_Tuned_Models/sentiment@1.2.0/-/\(form)\""), "\(form)")
    }
  }

  /// What is hidden is as if it were not there, also for forms.
  @Test func aHiddenRegistryHasNoForms() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Secret", "--visibility", "restricted", in: "models")
      try sandbox.registry("model", "create", "Secret/m", in: "models")
    }
    for part in ["/-/settings", "/-/new", "/-/settings/add-member", "/m/-/settings", "/m@1.0.0/-/yank"] {
      let (hidden, missing) = (
        try await web.get("/Secret" + part, as: "grace"), try await web.get("/Nowhere" + part, as: "grace")
      )
      #expect(hidden.status == 404 && hidden == missing, "\(part)")
      let sent = try await web.post("/Secret" + part, [("token", "x")], as: "grace")
      #expect(
        try await sent == web.post("/Nowhere" + part, [("token", "x")], as: "grace") && sent.status == 404, "\(part)")
    }
    #expect(try await web.get("/Fine_Tuned_Models/-/new", as: "bob").status == 403)
    #expect(try await web.post("/Fine_Tuned_Models/-/new", [("token", "x")], as: "bob").status == 403)
  }
}
