import Access
import RunStore
import Testing

/// Where somebody is signed in, and what ends that.
struct SessionListTests {
  private let web: WebSandbox

  /// Two browsers of ada's, one of bob's, and one that is over.
  init() async throws {
    web = try await WebSandbox()
    for (claim, secret, start, length) in [
      ("ada", "first", -5_000, 60_000), ("ada", "second", -4_000, 60_000), ("ada", "over", -9_000, 8_000),
      ("bob", "bobs", -3_000, 60_000),
    ] as [(String, String, Int64, Int64)] {
      let created = WebSandbox.now + start
      try await web.runs.addSession(
        BrowserSession(claim: claim, created: created, expires: created + length),
        digest: TokenSecret.digest(of: secret))
    }
  }

  private static func cookie(_ secret: String) -> [String: String] { ["cookie": "git-registry=\(secret)"] }

  private func page(_ secret: String) async throws -> (ids: [String], token: String, body: String) {
    let answer = try await web.get("/-/me", as: nil, headers: Self.cookie(secret))
    #expect(answer.status == 200 && answer.headers["ETag"] == nil)
    let ids = answer.body.matches(of: /action="\/-\/me\/sessions\/([^"]*)\/end"/).map { String($0.output.1) }
    let token = try #require(answer.body.firstMatch(of: /name="token" value="([^"]+)"/)).output.1
    return (ids, String(token), answer.body)
  }

  private func end(_ id: String, _ token: String?, by secret: String, _ more: [String: String] = [:]) async throws
    -> Int
  {
    try await web.post(
      "/-/me/sessions/\(id)/end", token.map { ["token": $0] } ?? [:], as: nil,
      headers: Self.cookie(secret).merging(["sec-fetch-site": "same-origin"].merging(more) { $1 }) { $1 }
    ).status
  }

  @Test func anotherBrowserIsSignedOut() async throws {
    let (ids, token, body) = try await page("first")
    #expect(ids.count == 1 && body.contains("Other sessions"), "\(body)")
    #expect(!body.contains(TokenSecret.digest(of: "second")))
    #expect(try await end(ids[0], token, by: "first") == 303)
    #expect(try await web.get("/-/me", as: nil, headers: Self.cookie("second")).status == 401)
    let after = try await page("first")
    #expect(after.ids == [] && after.body.contains("You are signed in with this browser alone."))
    #expect(try await end(ids[0], token, by: "first") == 404)
  }

  @Test func allOthersAreSignedOut() async throws {
    try await web.runs.addSession(
      BrowserSession(claim: "ada", created: WebSandbox.now - 1, expires: WebSandbox.now + 9),
      digest: TokenSecret.digest(of: "third"))
    let (ids, token, _) = try await page("first")
    #expect(ids.count == 3 && ids.last == "others")
    #expect(try await end("others", token, by: "first") == 303)
    for (secret, status) in [("second", 401), ("third", 401), ("first", 200), ("bobs", 200)] {
      #expect(try await web.get("/-/me", as: nil, headers: Self.cookie(secret)).status == status, "\(secret)")
    }
  }

  /// Not somebody else's session, not without the token of one's own page, not from another site.
  @Test func nobodyElseEndsIt() async throws {
    let (ids, token, _) = try await page("first")
    let bobs = try await page("bobs")
    #expect(bobs.ids == [])
    #expect(try await end(ids[0], bobs.token, by: "bobs") == 404)
    #expect(try await end(ids[0], bobs.token, by: "first") == 403)
    #expect(try await end(ids[0], nil, by: "first") == 400)
    #expect(try await end(ids[0], token, by: "first", ["sec-fetch-site": "cross-site"]) == 403)
    #expect(try await web.get("/-/me", as: nil, headers: Self.cookie("second")).status == 200)
  }
}
