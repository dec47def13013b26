import Access
import Endpoints
import RunStore
import TestSupport
import Testing

/// What attackers of MLflow's servers sent. No path leads out, no source is read, nothing of it is the server's fault.
@Suite struct HostileRequestTests {
  private let server: ServedSandbox

  init() async throws { server = try await ServedSandbox() }

  /// CVE-2023-1177, -2780, -6015, -6831, -6909, 2024-1483, -1558, -1593, -3573, -3848, -8859 and their like.
  static let traversals = [
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "%252e%252e%252fetc%252fpasswd",
    "..%5c..%5cetc%5cpasswd", "..\\..\\etc\\passwd", "/etc/passwd", "%2fetc%2fpasswd", "//etc/passwd",
    "1/../../etc/passwd", "1/r/..", "1/./r", "1//r", "1/r%00.png", "C:%5cWindows", "C:/Windows",
    "%c0%ae%c0%ae/etc/passwd",
    "..;/..;/etc/passwd", "1/r/%2e%2e/%2e%2e/%2e%2e/x", "file:%2f%2f%2fetc%2fpasswd", "~/x%0a", "%7e/.ssh/id_rsa%0d%0a",
  ]

  @Test func noPathLeadsOut() async throws { for path in Self.traversals { try await expectNoWayOut(path) } }

  private func expectNoWayOut(_ path: String) async throws {
    try server.sandbox.write("outside", to: "secret.txt")
    let folder = ServedSandbox.files
    for (method, address, query) in [
      (HTTPMethod.get, "\(folder)/\(path)", ""), (.put, "\(folder)/\(path)", ""), (.delete, "\(folder)/\(path)", ""),
      (.get, folder, "path=\(path)"), (.get, "/registries/Lab/get-artifact", "run_id=r&path=\(path)"),
      (.get, "/registries/Lab/model-versions/get-artifact", "name=m&version=1&path=\(path)"),
      (.post, "/registries/Lab/api/2.0/mlflow-artifacts/mpu/create/\(path)", ""),
      (.get, "\(ServedSandbox.packages)/m/1.0.0/files/\(path)", ""),
      (.put, "\(ServedSandbox.packages)/m/1.0.0/files/\(path)", ""),
      (.put, "\(ServedSandbox.packages)/m%2F1.0.0/files/\(path)", ""),
      (.put, "\(ServedSandbox.packages)/candidate:\(path)/files/x", ""),
      (.get, "\(ServedSandbox.packages)/\(path)/files/x", ""), (.put, "\(ServedSandbox.packages)/\(path)/files/x", ""),
      (.put, "\(ServedSandbox.gitLabFiles)/versions/m/1.0.0/\(path)", ""),
      (.get, "\(ServedSandbox.gitLabFiles)/versions/m/1.0.0/\(path)", ""),
      (.get, "/api/v4/projects/\(path)", ""), (.get, "\(ServedSandbox.project)/packages/\(path)", ""),
    ] {
      let answer = try await server.ask(.member, method, address, query: query, body: "hostile")
      #expect(answer.status < 500 || answer.status == 501, "\(method) \(address)?\(query): \(answer)")
      #expect(!answer.body.contains("root:") && !answer.body.contains("outside"), "\(answer)")
    }
    // What was taken is a name in the store, not a file anywhere.
    let found = try server.sandbox.run(
      "find", [".", "-name", "passwd*", "-o", "-name", "Windows*", "-o", "-name", "id_rsa*"])
    #expect(found.output == "", "\(found.output)")
  }

  /// CVE-2023-1177, 2024-1558, -1594, -2928, -8859, 2025-11201.
  static let sources = [
    "/etc", "/", "file:///etc", "file:/etc", "file:etc", "FILE:///etc", "file://localhost/etc",
    "file:///proc/self/root",
    "./", "../..", "models:/../../etc", "models:/m/../../etc", "runs:/../../etc", "runs:/x/../../../etc",
    "mlflow-artifacts:/../../etc", "mlflow-artifacts:///../../etc", "mlflow-artifacts://host/../etc",
    "dbfs:/../etc", "s3://a/../../etc", "http://host#/../../../etc/", "http://host?/../../../etc/",
    "http:///etc", "mlflow-artifacts:/%2e%2e/%2e%2e/etc", "C:\\Windows",
  ]

  /// Each once plainly, and once with the tag that switched MLflow's check off (CVE-2026-2614).
  @Test func noSourceIsRead() async throws {
    for source in Self.sources { for isPrompt in [false, true] { try await expectUnread(source, isPrompt: isPrompt) } }
  }

  private func expectUnread(_ source: String, isPrompt: Bool) async throws {
    let tags = isPrompt ? #", "tags": [{"key": "mlflow.prompt.is_prompt", "value": "true"}]"# : ""
    let quoted = source.replacing("\\", with: "\\\\")
    let made = try await server.ask(
      .member, .post, ServedSandbox.api + "/model-versions/create",
      body: #"{"name": "m", "source": "\#(quoted)"\#(tags)}"#)
    #expect(made.status < 500, "\(made)")
    guard made.status == 200 else { return }
    let version = try #require(made.body.firstMatch(of: /"version": "(\d+)"/)).output.1
    let download = try await server.ask(
      .member, .get, ServedSandbox.api + "/model-versions/get-download-uri", query: "name=m&version=\(version)")
    let uri = download.body.firstMatch(of: /"artifact_uri": "([^"]*)"/)?.output.1 ?? ""
    #expect(!uri.hasPrefix("/") && !uri.lowercased().hasPrefix("file:") && !uri.hasPrefix("."), "\(source): \(uri)")
    for path in ["passwd", "MLmodel", "etc/passwd"] {
      let file = try await server.ask(
        .member, .get, "/registries/Lab/model-versions/get-artifact", query: "name=m&version=\(version)&path=\(path)"
      )
      #expect(file.status == 404 || file.status == 400, "\(source): \(file)")
    }
  }

  static let hosts = [
    "evil.org", "127.0.0.1.evil.org", "localhost.evil.org", "evil.org:5000", "localhost:5000@evil.org", "127.0.0.1:x",
    "",
    "localhost, evil.org", "evil.org, localhost", "[::1].evil.org", "0.0.0.0", "2130706433", "localhost.",
  ]

  /// CVE-2025-14279: a page of another site, by a name that leads here.
  @Test func aForeignHostIsNotAnswered() async throws { for host in Self.hosts { try await expectUnanswered(host) } }

  private func expectUnanswered(_ host: String) async throws {
    let answer = try await server.ask(
      .admin, .get, ServedSandbox.api + "/registered-models/search", headers: ["host": host])
    #expect(answer.status == 421, "\(answer)")
  }

  /// CVE-2025-1473 and the like: what a form or a script of another site can send with credentials that a browser adds.
  @Test func aForeignPageDoesNotWrite() async throws {
    for origin in ["https://evil.org", "null", "http://localhost.evil.org", "file://", "", "http://evil.org:5000"] {
      try await expectUnwritten(origin)
    }
  }

  private func expectUnwritten(_ origin: String) async throws {
    for type in [
      "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json",
    ] {
      let answer = try await server.ask(
        .admin, .post, ServedSandbox.api + "/registered-models/create",
        headers: ["origin": origin, "content-type": type], body: #"{"name": "csrf"}"#)
      #expect(answer.status == 403, "\(answer)")
      #expect(!answer.headers.contains { $0.lowercased().hasPrefix("access-control-") })
    }
    let model = try await server.ask(.admin, .get, ServedSandbox.api + "/registered-models/get", query: "name=csrf")
    #expect(model.status == 404)
  }

  static let bodies: [String] = [
    "", " ", "null", "[]", "1", "\"x\"", "{", "{\"name\": ", "{\"name\": \"m\"} x", "{\"name\": {\"a\": 1}}",
    "{\"name\": [\"m\"]}", "{\"name\": 7}", "{\"name\": null}", "{\"name\": \"\\u0000\"}", "{\"name\": \"\\ud800\"}",
    "{\"name\": \"a\\nb\"}", "{\"name\": \"\\u202e\"}", "name=m", "{\"name\":\"m\",\"name\":\"n\"}",
    String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
    "{\"a\": " + String(repeating: "9", count: 100_000) + "}", "\u{1f}\u{8b}\u{8}\u{0}",
    "{\"max_results\": -1}", "{\"max_results\": 9223372036854775807}", "{\"max_results\": 1e400}",
    "{\"page_token\": \"AAAA\"}", "{\"filter\": \"name LIKE '" + String(repeating: "%", count: 5000) + "'\"}",
  ]

  /// Deep, cut-off, mistyped: told at once, as the client's doing.
  @Test func noBodyIsTheServersFault() async throws { for body in Self.bodies { try await expectAnswered(body) } }

  private func expectAnswered(_ body: String) async throws {
    for route in server.routes where route.method == .post || route.method == .patch {
      guard let right = route.right, right <= .administrate else { continue }
      let path = route.pattern.description.replacing("{registry}", with: "Lab")
        .replacing("{project}", with: "acme%2FLab").replacing("{path...}", with: "1/r/x")
        .replacing("{step}", with: "create").replacing(/\{[a-z_]+\}/, with: "x")
      let answer = try await server.ask(.admin, route.method, path, body: body)
      #expect(answer.status < 500 || answer.status == 501, "\(path) \(body.prefix(60)): \(answer.body.prefix(300))")
    }
  }

  @Test func aHugeListOfIDsIsAnswered() async throws {
    let ids = (0..<100_000).map { "\"\($0)\"" }.joined(separator: ",")
    let runs = try await server.ask(
      .member, .post, ServedSandbox.api + "/runs/search", body: #"{"experiment_ids": [\#(ids)]}"#)
    #expect(runs.status == 200 || runs.status == 400, "\(runs.body.prefix(300))")
    let filter = (0..<20_000).map { "'\($0)'" }.joined(separator: ",")
    let listed = try await server.ask(
      .member, .post, ServedSandbox.api + "/runs/search",
      body: #"{"experiment_ids": ["0"], "filter": "attributes.run_id IN (\#(filter))"}"#)
    #expect(listed.status == 200 || listed.status == 400, "\(listed.body.prefix(300))")
  }

  @Test func tooMuchIsRefused() async throws {
    let answer = try await server.ask(
      .admin, .post, ServedSandbox.api + "/registered-models/create",
      body: #"{"name": "\#(String(repeating: "x", count: 5 << 20))"}"#)
    #expect(answer.status == 413 || answer.status == 400, "\(answer)")
  }

  /// A file's name goes into a header.
  @Test func noNameSplitsAnAnswer() async throws {
    for name in ["a%0d%0aSet-Cookie: x=1", "a%0aX: y", "a\"; filename=\"b", "%e2%80%ae.exe", "a%0d"] {
      try await expectWhole(name)
    }
  }

  private func expectWhole(_ name: String) async throws {
    let path = "\(ServedSandbox.files)/1/r/artifacts/\(name)"
    let put = try await server.ask(.member, .put, path, body: "x")
    #expect(put.status < 500)
    let got = try await server.ask(.member, .get, path)
    #expect(
      got.headers.allSatisfy { !$0.contains("\r") && !$0.contains("\n") && !$0.hasPrefix("Set-Cookie") }, "\(got)")
    if got.status == 200 {
      #expect(got.headers.contains("X-Content-Type-Options: nosniff"))
      #expect(got.headers.contains { $0.hasPrefix("Content-Disposition: attachment") })
    }
  }

  /// A fault of the server's own tells nothing of its machine.
  @Test func itsOwnFaultsTellNoPath() async throws {
    try server.runs.close()
    let answer = try await server.ask(.nobody, .get, "/readyz")
    #expect(answer.status == 200 || answer.status == 503)
    let failed = try await server.ask(
      .admin, .post, ServedSandbox.api + "/runs/create", body: #"{"experiment_id": "0"}"#)
    #expect(failed.status == 500 || failed.status == 503, "\(failed)")
    #expect(!failed.body.contains("/"), "\(failed)")
  }
}
