import Foundation
import TestSupport
import Testing

/// The pages of the sample registry as text, and what whom they are shown to changes.
struct PageTests {
  /// A page, who looks, and the file that has it.
  private static let pages: [(address: String, member: String, file: String)] = [
    ("/", "ada", "registries"), ("/", "margaret", "registries-of-a-restricted-viewer"),
    ("/Fine_Tuned_Models", "ada", "registry"), ("/Fine_Tuned_Models/sentiment", "ada", "model"),
    ("/Fine_Tuned_Models/sentiment?q=metrics.accuracy%20%3E%200.8&sort=-metrics.accuracy", "ada", "model-filtered"),
    ("/Fine_Tuned_Models/sentiment?q=accurcy%20%3E%201", "ada", "model-with-a-wrong-filter"),
    ("/Fine_Tuned_Models/sentiment@1.2.0", "ada", "version"),
    ("/Fine_Tuned_Models/sentiment@1.0.0", "bob", "version-yanked"),
    ("/Fine_Tuned_Models/sentiment@1.2.0/-/manifest", "ada", "manifest"),
    ("/Fine_Tuned_Models/sentiment/-/candidates", "ada", "candidates"),
    ("/Fine_Tuned_Models/sentiment/-/compare?v=1.1.0&v=1.2.0", "ada", "compare"),
    ("/Fine_Tuned_Models/sentiment/-/compare", "ada", "compare-nothing"),
    ("/Fine_Tuned_Models/sentiment/-/lines", "ada", "lines"), ("/Fine_Tuned_Models/sentiment/-/card", "ada", "card"),
    ("/Fine_Tuned_Models/sentiment/-/history", "ada", "model-history"), ("/-/history", "ada", "history"),
    ("/-/search?q=sentiment", "ada", "search"), ("/-/members", "ada", "members"), ("/-/members/grace", "ada", "member"),
    ("/Fine_Tuned_Models/-/members", "ada", "registry-members"), ("/-/rules/alias-dangling", "ada", "rule"),
    ("/-/help", "ada", "help"), ("/Fine_Tuned_Models/nothing", "ada", "not-found"),
    ("/-/new", "ada", "form-create-registry"), ("/Fine_Tuned_Models/-/settings", "ada", "form-registry-settings"),
    ("/Fine_Tuned_Models/-/settings", "grace", "form-registry-settings-of-a-member"),
    ("/Fine_Tuned_Models/-/settings/add-member", "ada", "form-add-member"),
    ("/Fine_Tuned_Models/-/new", "grace", "form-create-model"),
    ("/Fine_Tuned_Models/sentiment/-/settings", "grace", "form-model-settings"),
    ("/Fine_Tuned_Models/sentiment/-/publish", "grace", "form-publish"),
    ("/Fine_Tuned_Models/sentiment@1.1.0/-/alias", "grace", "form-alias"),
    ("/Fine_Tuned_Models/sentiment@1.2.0/-/yank", "grace", "form-yank"),
    ("/Fine_Tuned_Models/sentiment@1.2.0/-/edit", "grace", "form-add-facts"),
  ]

  @Test func thePagesAreWhatWasRecorded() async throws {
    let web = try await WebSandbox()
    for (address, member, file) in Self.pages {
      try RecordedPage.expect(try await web.get(address, as: member), file, address)
    }
  }

  /// What an alias, a range or `latest` means is an address of its own.
  @Test(arguments: [
    ("@champion", "/Fine_Tuned_Models/sentiment@1.2.0?asked=champion"),
    ("@latest", "/Fine_Tuned_Models/sentiment@1.2.0?asked=latest"),
    ("@%5E1.0", "/Fine_Tuned_Models/sentiment@1.2.0?asked=%5E1.0"),
  ])
  func otherNamesLeadToTheVersion(name: String, target: String) async throws {
    let answer = try await WebSandbox().get("/Fine_Tuned_Models/sentiment\(name)")
    #expect(answer.status == 302 && answer.headers["Location"] == target, "\(answer)")
  }

  @Test func whatIsHiddenIsNotThere() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Secret", "--visibility", "restricted", in: "models")
      try sandbox.registry("model", "create", "Secret/hidden-model", in: "models")
    }
    #expect(try await web.get("/").body.contains("Secret"))
    #expect(try await web.get("/Secret/hidden-model").status == 200)
    let missing = try await web.get("/Nowhere/hidden-model", as: "bob")
    #expect(missing.status == 404)
    #expect(try await web.get("/Secret/hidden-model", as: "bob") == missing)
    for address in ["/", "/-/history", "/-/search?q=hidden", "/-/members/bob", "/-/search?q=Secret/hidden-model"] {
      let answer = try await web.get(address, as: "bob")
      // What was typed stands in the field; nothing leads there, and nothing else says it.
      #expect(
        answer.status == 200 && !answer.body.contains("\"/Secret") && !answer.body.contains(">Secret<")
          && !answer.body.contains(">Secret/hidden-model<"), "\(address)")
    }
  }

  /// Nobody is told what there is, in a page that says how to come in.
  @Test func nobodySeesOneAndTheSamePage() async throws {
    let web = try await WebSandbox()
    let root = try await web.get("/", as: nil)
    #expect(root.status == 401 && root.headers["WWW-Authenticate"] != nil && root.body.contains("git registry serve"))
    for path in ["/Fine_Tuned_Models", "/Nowhere", "/-/search", "/-/nothing", "/-/members", "/a/b/c/d"] {
      #expect(try await web.get(path, as: nil) == root, "\(path)")
    }
  }

  @Test func aPublicRegistryIsForEverybody() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Open", "--visibility", "public", in: "models")
    }
    let root = try await web.get("/", as: nil)
    #expect(root.status == 200 && root.body.contains(">Open<") && !root.body.contains("Fine_Tuned_Models"))
    #expect(try await web.get("/Open", as: nil).status == 200)
    #expect(try await web.get("/-/members", as: nil).status == 401)
  }

  @Test func everyAnswerForbidsWhatPagesDoNotNeed() async throws {
    let web = try await WebSandbox()
    for (path, member) in [("/", "ada"), ("/Nowhere", "ada"), ("/", nil), ("/-/app.css", nil)] as [(String, String?)] {
      let headers = try await web.get(path, as: member).headers
      #expect(headers["Content-Security-Policy"]?.hasPrefix("default-src 'none'") ?? false, "\(path)")
      #expect(headers["X-Content-Type-Options"] == "nosniff", "\(path)")
    }
  }

  @Test func aPageThatIsKnownIsNotSentAgain() async throws {
    let web = try await WebSandbox()
    let first = try await web.get("/Fine_Tuned_Models/sentiment")
    let mark = try #require(first.headers["ETag"])
    let again = try await web.get("/Fine_Tuned_Models/sentiment", headers: ["if-none-match": mark])
    #expect(again.status == 304 && again.body.isEmpty && again.headers["ETag"] == mark)
    // Somebody else's, or another question's, is another page.
    #expect(
      try await web.get("/Fine_Tuned_Models/sentiment", as: "bob", headers: ["if-none-match": mark]).status == 200)
    let other = try await web.get("/Fine_Tuned_Models/sentiment?show=yanked", headers: ["if-none-match": mark])
    #expect(other.status == 200 && other.headers["Server-Timing"]?.hasPrefix("page;dur=") ?? false)
  }

  @Test func aPageOfThePastSaysSoAndKeepsIt() async throws {
    let web = try await WebSandbox { sandbox in
      try sandbox.registry(
        "alias", "set", "Fine_Tuned_Models/sentiment@1.1.0", "champion", in: "models")
    }
    let first = try web.sandbox.git("rev-list", "--max-parents=0", "HEAD", in: "models").prefix(10)
    let now = try await web.get("/Fine_Tuned_Models/sentiment")
    let past = try await web.get("/Fine_Tuned_Models/sentiment?at=\(first)")
    #expect(past.status == 200 && past.body.contains("Back to now") && !now.body.contains("Back to now"))
    #expect(past.body.contains("sentiment@1.2.0?at=\(first)"))
    let alias = try await web.get("/Fine_Tuned_Models/sentiment@champion?at=\(first)")
    #expect(alias.headers["Location"] == "/Fine_Tuned_Models/sentiment@1.2.0?asked=champion&at=\(first)", "\(alias)")
    #expect(try await web.get("/Fine_Tuned_Models/sentiment@champion").headers["Location"]?.contains("@1.1.0") ?? false)
    #expect(try await web.get("/?at=nonsense").status == 400)
  }

  /// Below an organization's prefix, every address but the assets' begins with it.
  @Test func aPrefixIsKept() async throws {
    let web = try await WebSandbox(base: "/acme")
    for path in ["/", "/Fine_Tuned_Models/sentiment", "/Fine_Tuned_Models/sentiment@1.2.0"] {
      let body = try await web.get(path).body
      for match in body.matches(of: /(?:href|action)="(\/[^"]*)"/) {
        let address = match.output.1
        #expect(
          address.hasPrefix("/acme") || address.hasPrefix("/-/app.") || address.hasPrefix("/-/icon."), "\(address)")
      }
    }
  }
}
