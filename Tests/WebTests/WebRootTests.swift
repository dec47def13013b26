import Access
import Endpoints
import Git
import TestSupport
import Testing
import Web

/// The first page of a server of several repositories.
struct WebRootTests {
  /// Two repositories: one in which everybody sees a registry, and one in which members do.
  private static func ask(
    as member: String?, hasSignIn: Bool = true
  ) async throws -> WebSandbox.Answer {
    let closed = try await WebSandbox()
    let open = try await WebSandbox { sandbox in
      try sandbox.registry("create", "Open", "--visibility", "public", in: "models")
    }
    let root = WebRoot(
      [
        WebRoot.Place(organization: "closed.org", closed.served, closed.doorkeeper),
        // Its members are others.
        WebRoot.Place(organization: "open<b>", open.served, Doorkeeper([("olga", Principal("ada", source: "token"))])),
      ], hasSignIn: hasSignIn)
    let dispatcher = Dispatcher(
      root.routes, forms: [WebMount.form], for: nil, Doorkeeper(), Hosts(), on: WorkerThreads(2))
    return try await closed.ask(.get, "/", as: member, headers: [:], of: dispatcher)
  }

  @Test(
    arguments: [
      // A token is good for one repository, and as nothing for the others.
      ("ada", ["closed.org"]), ("olga", ["open&lt;b&gt;"]), (nil, ["open&lt;b&gt;"]),
    ] as [(String?, [String])])
  func listsWhatTheCallerMaySee(member: String?, names: [String]) async throws {
    let answer = try await Self.ask(as: member)
    #expect(answer.status == 200 && answer.headers["Cache-Control"] == "private, no-cache")
    for name in ["closed.org", "open&lt;b&gt;"] {
      #expect(answer.body.contains(">\(name)</b>") == names.contains(name), "\(name): \(answer.body)")
    }
    #expect(answer.body.contains("href=\"/-/login?return=/\"") == (member == nil))
  }

  @Test func anUnknownTokenIsRefused() async throws { #expect(try await Self.ask(as: "nobody").status == 401) }

  @Test func nobodyIsToldHowToComeIn() async throws {
    let web = try await WebSandbox()
    for hasSignIn in [true, false] {
      let root = WebRoot(
        [WebRoot.Place(organization: "acme", web.served, web.doorkeeper)], hasSignIn: hasSignIn)
      let dispatcher = Dispatcher(
        root.routes, forms: [WebMount.form], for: nil, Doorkeeper(), Hosts(), on: WorkerThreads(2))
      let answer = try await web.ask(.get, "/", as: nil, headers: [:], of: dispatcher)
      #expect(answer.status == 200 && !answer.body.contains("acme"), "\(answer.body)")
      #expect(answer.body.contains("git registry token create MEMBER"))
      #expect(answer.body.contains(">Sign in</a>") == hasSignIn)
    }
  }
}
