import Foundation
import FoundationXML
import TestSupport
import Testing

/// Pages as programs read them: what the command of the same name prints, byte for byte.
struct JSONTwinTests {
  private static let web = Task {
    try await WebSandbox { sandbox in
      try sandbox.registry(
        "candidate", "create", "Fine_Tuned_Models/sentiment", "--id", "run-1", "--metric", "accuracy=0.91", in: "models"
      )
    }
  }

  /// A page, and the command that prints the same.
  @Test(arguments: [
    ("/", ["list", "--json"]), ("/Fine_Tuned_Models", ["show", "Fine_Tuned_Models", "--json"]),
    ("/Fine_Tuned_Models/sentiment", ["show", "Fine_Tuned_Models/sentiment", "--json"]),
    ("/Fine_Tuned_Models/sentiment@1.2.0", ["show", "Fine_Tuned_Models/sentiment@1.2.0", "--json"]),
    ("/Fine_Tuned_Models/sentiment@champion", ["show", "Fine_Tuned_Models/sentiment@champion", "--json"]),
    ("/Fine_Tuned_Models/sentiment@1.2.0/-/lineage", ["lineage", "Fine_Tuned_Models/sentiment@1.2.0", "--json"]),
    ("/Fine_Tuned_Models/sentiment/-/candidates", ["candidate", "list", "Fine_Tuned_Models/sentiment", "--json"]),
    (
      "/Fine_Tuned_Models/sentiment/-/candidates/run-1",
      ["candidate", "show", "Fine_Tuned_Models/sentiment", "run-1", "--json"]
    ),
    (
      "/Fine_Tuned_Models/sentiment/-/compare?v=1.1.0&v=1.2.0",
      ["compare", "Fine_Tuned_Models/sentiment@1.1.0", "Fine_Tuned_Models/sentiment@1.2.0", "--json"]
    ),
    ("/-/history", ["log", "--json"]), ("/-/members", ["member", "list", "--json"]),
    ("/-/rules/alias-dangling", ["explain", "alias-dangling", "--json"]),
    ("/-/search?q=metrics.accuracy%20%3E%200.9", ["search", "--where", "metrics.accuracy > 0.9", "--json"]),
  ])
  func isWhatTheCommandPrints(address: String, command: [String]) async throws {
    let web = try await Self.web.value
    let outcome = try web.sandbox.registry(command, in: "models")
    try outcome.requireSuccess()
    let printed = outcome.output
    let sign = address.contains("?") ? "&" : "?"
    let byFormat = try await web.get("\(address)\(sign)format=json")
    #expect(byFormat.status == 200 && byFormat.headers["Content-Type"] == "application/json", "\(byFormat)")
    #expect(byFormat.body == printed)
    let byHeader = try await web.get(address, headers: ["accept": "application/json"])
    #expect(byHeader.body == printed && byHeader.headers["Vary"] == "Cookie, Accept")
    #expect(byHeader.headers["Content-Security-Policy"]?.hasPrefix("default-src 'none'") ?? false)
  }

  @Test func browsersGetPages() async throws {
    let web = try await Self.web.value
    let browser = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"
    for accept in [browser, "*/*", "text/html"] {
      #expect(try await web.get("/", headers: ["accept": accept]).body.hasPrefix("<!doctype html>"))
    }
  }

  @Test func errorsAreJSONToo() async throws {
    let web = try await Self.web.value
    let missing = try await web.get("/Fine_Tuned_Models/sentimnt?format=json")
    #expect(missing.status == 404 && missing.body.contains("\"kind\": \"notFound\""), "\(missing)")
    let wrong = try await web.get("/-/search?q=metrics.accuracy%20%3E&format=json")
    #expect(wrong.status == 400 && wrong.body.contains("column"), "\(wrong)")
    let review = try await web.get("/-/proposals/no-such-branch?format=json")
    #expect(review.status == 404 || review.status == 400, "\(review)")
    let none = try await web.get("/-/me?format=json")
    #expect(none.status == 406 && none.body.contains("has no JSON"), "\(none)")
  }

  /// A list goes on where it was asked for.
  @Test func aListGoesOn() async throws {
    let web = try await Self.web.value
    let first = try await web.get("/-/history?format=json&limit=1")
    #expect(first.headers["Link"] == "<?format=json&limit=1&offset=1>; rel=\"next\"", "\(first.headers)")
  }

  @Test func historyIsAFeed() async throws {
    let web = try await Self.web.value
    for address in ["/-/history", "/Fine_Tuned_Models/-/history", "/Fine_Tuned_Models/sentiment/-/history"] {
      let answer = try await web.get("\(address)?format=atom")
      #expect(answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8")
      let document = try XMLDocument(data: Data(answer.body.utf8))
      let feed = try #require(document.rootElement())
      #expect(feed.name == "feed" && feed.uri == "http://www.w3.org/2005/Atom")
      let entries = feed.elements(forName: "entry")
      #expect(!entries.isEmpty, "\(address)")
      let ids = entries.compactMap { $0.elements(forName: "id").first?.stringValue }
      #expect(Set(ids).count == entries.count && ids.allSatisfy { $0.hasPrefix("http://localhost:5000/-/commits/") })
      for entry in entries {
        for name in ["title", "updated", "author"] { #expect(entry.elements(forName: name).count == 1, "\(entry)") }
      }
    }
    #expect(try await web.get("/-/history?format=atom&q=nonsense%20%3E").status == 400)
  }
}
