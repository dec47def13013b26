import Access
import BlobStore
import Endpoints
import Foundation
import RunStore
import TestSupport
import Testing

/// Every route × every kind of caller, made from the table that the server answers by.
@Suite struct RouteRightsTests {
  private let server: ServedSandbox

  init() async throws { server = try await ServedSandbox() }

  private enum Expected { case allowed, unauthenticated, forbidden, hidden }

  private static func expected(_ caller: ServedSandbox.Caller, _ right: Right) -> Expected {
    switch caller {
    case .nobody, .badToken, .expired, .revoked, .former, .foreignJob, .endedSession: .unauthenticated
    case .otherRegistry, .otherToken: .hidden
    case .restrictedViewer: right <= .look ? .allowed : .forbidden
    case .viewer, .readToken: right <= .read ? .allowed : .forbidden
    case .member, .job, .session: right <= .write ? .allowed : .forbidden
    case .admin, .organizationAdmin: .allowed
    }
  }

  /// Beside a registry's own routes: `Lab` is restricted, and everybody who is known is a member of the organization.
  private static func expected(_ caller: ServedSandbox.Caller, _ need: Route.Need) -> Expected {
    switch (need, caller) {
    case (.registry(let right), _): expected(caller, right)
    case (.nothing, _): .allowed
    case (_, .nobody), (_, .badToken), (_, .expired), (_, .revoked), (_, .former), (_, .foreignJob), (_, .endedSession):
      .unauthenticated
    case (.some, _): .allowed
    // These tokens are for some registries alone.
    case (.organization, .otherToken), (.organization, .organizationAdmin): .forbidden
    case (.organization(let right), .readToken): right <= .read ? .allowed : .forbidden
    case (.organization, _): .allowed
    case (.repository, .restrictedViewer): .forbidden
    case (.repository, .otherRegistry), (.repository, .otherToken), (.repository, .organizationAdmin): .hidden
    case (.repository, _): .allowed
    }
  }

  private static func path(of route: Route, in registry: String) -> String {
    "/"
      + route.pattern.segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .one("registry"): registry
        case .one("project"): "acme%2F\(registry)"
        case .one: "create"
        case .rest: "1/run/artifacts/file"
        }
      }.joined(separator: "/")
  }

  @Test func everyRouteAsksForItsRight() async throws {
    for route in server.routes {
      guard route.right != nil else { continue }
      // Nothing that is tried is kept: the next one finds the registry as this one did.
      let isDry = route.description?.query.contains { $0.name == "dryRun" } ?? false
      for caller in ServedSandbox.Caller.allCases {
        func ask(_ registry: String) async throws -> ServedSandbox.Answer {
          try await server.ask(
            caller, route.method, Self.path(of: route, in: registry), query: isDry ? "dryRun=true" : "", body: "{}")
        }
        let answer = try await ask("Lab")
        let place: Comment = "\(route.method.rawValue) \(route.pattern) by \(caller): \(answer)"
        switch Self.expected(caller, route.need) {
        case .allowed:
          // A rule that asks for more says so in a report.
          let isRefused = answer.status == 403 && !answer.body.contains("role-insufficient")
          #expect(!isRefused && answer.status != 401 && (answer.status < 500 || answer.status == 501), place)
          #expect(!answer.body.contains("ENDPOINT_NOT_FOUND") || route.method == .post, place)
        case .forbidden: #expect(answer.status == 403, place)
        case .unauthenticated:
          #expect(answer.status == 401 && answer.headers.contains { $0.hasPrefix("WWW-Authenticate: ") }, place)
          #expect(try await ask("Nowhere") == answer, place)
        case .hidden:
          // Nothing tells it from what is not there.
          #expect(answer.status == 404, place)
          #expect(try await ask("Nowhere") == answer, place)
        }
      }
    }
  }

  /// Whoever has no credentials learns nothing of which addresses there are.
  @Test func nobodyLearnsWhatThereIs() async throws {
    let paths = [
      "/registries/Lab", "/registries/Lab/api/2.0/mlflow/nothing", "/registries/Nowhere/api/2.0/mlflow/nothing",
      "/registries/Lab/api/2.0/mlflow/runs/create/x", "/registries/%2e%2e/api",
    ]
    var answers: [ServedSandbox.Answer] = []
    for path in paths { answers.append(try await server.ask(.nobody, .get, path)) }
    #expect(answers.allSatisfy { $0 == answers[0] } && answers[0].status == 401, "\(answers)")
    #expect(try await server.ask(.nobody, .get, "/nothing").status == 401)
  }

  /// A new route is a new row, so that somebody looks at its right.
  @Test func everyRouteIsInTheTable() throws {
    let rows = server.routes.map { "\($0.method.rawValue) \($0.pattern) \($0.need.text)" }
    let text = rows.sorted().joined(separator: "\n") + "\n"
    let url = SourceTree.url("Tests/MLflowAPITests/routes.txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: url)
      Issue.record("recorded")
    }
    #expect(try String(contentsOf: url, encoding: .utf8) == text, "run RECORD_SNAPSHOTS=1 and look at each new right")
  }

  @Test func theDescriptionHasEveryRoute() async throws {
    let answer = try await server.ask(.nobody, .get, "/api/v1/openapi.json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    #expect(document["openapi"] as? String == "3.1.0")
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    let count = paths.values.reduce(0) { $0 + $1.count }
    #expect(count == server.described.count)
  }

  /// A restricted viewer sees what there is, and gets none of it.
  @Test func aRestrictedViewerGetsNoContent() async throws {
    let put = try await server.ask(.member, .put, ServedSandbox.files + "/1/r/artifacts/w.bin", body: "weights")
    #expect(put.status == 200)
    for method in [HTTPMethod.get, .head] {
      let file = try await server.ask(.restrictedViewer, method, ServedSandbox.files + "/1/r/artifacts/w.bin")
      #expect(file.status == 403 && !file.body.contains("weights"))
    }
    #expect(try await server.ask(.viewer, .get, ServedSandbox.files + "/1/r/artifacts/w.bin").body == "weights")
    let model = try await server.ask(
      .restrictedViewer, .get, ServedSandbox.api + "/registered-models/get", query: "name=m")
    #expect(model.status == 200, "\(model)")
  }

  @Test func rightsAreThoseOfTheMoment() async throws {
    let create = ServedSandbox.api + "/registered-models/create"
    #expect(try await server.ask(.member, .post, create, body: #"{"name": "one"}"#).status == 200)
    try await server.runs.revokeToken("member", now: 3)
    #expect(try await server.ask(.member, .post, create, body: #"{"name": "two"}"#).status == 401)
    #expect(try await server.ask(.admin, .post, create, body: #"{"name": "two"}"#).status == 200)
    let record = try server.sandbox.registry(["audit"], in: "acme.git")
    #expect(record.output.contains("\nallowed: 2\n"), "\(record.text)")
  }

  /// An upload that began with a good token does not land once that is revoked.
  @Test func aStreamEndsWithTheRight() async throws {
    let (server, path) = (server, ServedSandbox.files + "/1/r/artifacts/slow.bin")
    let body = ByteStream(announcing: nil) {
      var pieces = 0
      return {
        pieces += 1
        if pieces == 2 { try await server.runs.revokeToken("admin", now: 3) }
        if pieces == 3 { try await Task.sleep(for: .milliseconds(1100)) }
        return pieces < 4 ? [1, 2, 3] : nil
      }
    }
    let answer = await server.dispatcher.respond(
      .put, path, query: "", headers: server.headers(of: .admin), body: body)
    #expect(answer.status == 401)
    #expect(try await server.ask(.member, .get, path).status == 404)
  }

  /// What waits for its group is looked at again right before it lands.
  @Test func aCommitThatWaitsEndsWithTheRight() async throws {
    let token = try await server.runs.token("admin")
    try await server.runs.revokeToken("admin", now: 3)
    await #expect(throws: RequestError.unauthenticated) {
      try await server.served.land([], by: Principal(token))
    }
  }

  @Test func whatIsCountedNamesNothingThatAnybodyKeeps() async throws {
    _ = try await server.ask(
      .member, .post, ServedSandbox.api + "/registered-models/create", body: #"{"name": "secret-name"}"#)
    _ = try await server.ask(.nobody, .get, "/registries/Lab/nothing")
    let text = try await server.ask(.nobody, .get, "/metrics").body
    #expect(
      text.contains(
        #"git_registry_requests_total{method="POST",route="/registries/{registry}/api/2.0/mlflow/registered-models/create",status="200"} 1"#
      ), "\(text)")
    #expect(text.contains(#"route="none",status="401"} 1"#) && text.contains("git_registry_commit_groups_total 1\n"))
    #expect(!text.contains("secret-name") && !text.contains("Lab"))
    #expect(try await server.ask(.nobody, .get, "/readyz").body == "ok\n")
  }
}

extension Route.Need {
  fileprivate var text: String {
    switch self {
    case .nothing: "everybody"
    case .registry(let right): right.rawValue
    case .repository(let right): "\(right.rawValue) of the repository"
    case .organization(let right): "\(right.rawValue) of the organization"
    case .some(let right): "\(right.rawValue) of some registry"
    }
  }
}
