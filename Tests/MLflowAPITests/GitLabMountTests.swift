import Endpoints
import TestSupport
import Testing

/// What GitLab's mount answers otherwise than MLflow's, and what both know.
@Suite struct GitLabMountTests {
  private let server: ServedSandbox

  init() async throws { server = try await ServedSandbox() }

  private func make(_ body: String, at api: String = ServedSandbox.gitLabAPI) async throws -> ServedSandbox.Answer {
    try await server.ask(.member, .post, api + "/model-versions/create", body: body)
  }

  @Test func aVersionHasItsNumberAmongItsAliasesHereAlone() async throws {
    let made = try await make(#"{"name": "m", "source": ""}"#)
    #expect(made.status == 200 && made.body.contains(#""aliases": ["1.0.0"]"#), "\(made)")
    #expect(
      made.body.contains(#""run_id": "version-"#)
        && made.body.contains(#""source": "mlflow-artifacts:/versions/m/1.0.0""#))
    let plain = try await server.ask(
      .member, .get, ServedSandbox.api + "/model-versions/get", query: "name=m&version=1")
    #expect(plain.body.contains(#""aliases": []"#) && plain.body.contains(#""run_id": """#), "\(plain)")
  }

  @Test func theLatestIsTheHighest() async throws {
    for number in ["1.0.0", "1.1.0", "1.0.1"] {
      let tags = #"[{"key": "gitlab.version", "value": "\#(number)"}]"#
      let made = try await make(#"{"name": "m", "source": "", "tags": \#(tags)}"#)
      #expect(made.status == 200, "\(made)")
    }
    func latest(_ api: String, _ body: String = #"{"name": "m"}"#) async throws -> [String] {
      let answer = try await server.ask(.member, .post, api + "/registered-models/get-latest-versions", body: body)
      return answer.body.matches(of: /"version": "(\d+)"/).map { String($0.output.1) }
    }
    #expect(try await latest(ServedSandbox.gitLabAPI) == ["2"])
    #expect(try await latest(ServedSandbox.gitLabAPI, #"{"name": "m", "stages": ["1.0.1"]}"#) == ["3"])
    #expect(try await latest(ServedSandbox.api) == ["3"])
  }

  /// A project by its number, by its path, and by what is none.
  @Test func projectsAreNumbersOrPaths() async throws {
    let named = try await server.ask(.member, .get, ServedSandbox.project)
    #expect(named.status == 200 && named.body.contains(#""path_with_namespace": "acme/Lab""#), "\(named)")
    let id = try #require(named.body.firstMatch(of: /"id": (\d+)/)).output.1
    #expect(try await server.ask(.member, .get, "/api/v4/projects/\(id)") == named)
    let missing = try await server.ask(.member, .get, "/api/v4/projects/999")
    #expect(missing.status == 404)
    for path in [
      "0", "-1", "0\(id)", "+\(id)", "99999999999999999999", "Lab", "acme%2Flab", "other%2FLab", "acme%2FLab%2Fx",
      "acme%2F",
      "%2FLab", "acme%252FLab", "..%2FLab", "acme%2F..", "-", "acme%2F-",
    ] {
      #expect(try await server.ask(.member, .get, "/api/v4/projects/\(path)") == missing, "\(path)")
    }
    // Who is not allowed to know of it is told the same.
    #expect(try await server.ask(.otherRegistry, .get, "/api/v4/projects/\(id)") == missing)
  }

  @Test func nobodyIsToldInGitLabsWords() async throws {
    for path in [
      ServedSandbox.project, ServedSandbox.packages + "/m/1.0.0/files/x", ServedSandbox.gitLabAPI + "/runs/get",
    ] {
      let answer = try await server.ask(.nobody, .get, path)
      #expect(answer.status == 401 && answer.body == #"{"message": "401 Unauthorized"}"#, "\(answer)")
      #expect(answer.headers.contains { $0.hasPrefix("WWW-Authenticate: ") })
    }
  }

  /// What waits to become part of a version is answered as if it were one, on every mount.
  @Test func filesAreThereAtOnce() async throws {
    let file = "\(ServedSandbox.packages)/m/1.0.0/files"
    #expect(try await server.ask(.member, .put, file + "/a.txt", body: "one").status == 201)
    #expect(try await server.ask(.admin, .put, file + "/b/c.txt", body: "two").status == 201)
    #expect(try await server.ask(.viewer, .get, file + "/b/c.txt").body == "two")
    #expect(try await server.ask(.restrictedViewer, .get, file + "/b/c.txt").status == 403)
    for files in [ServedSandbox.files, ServedSandbox.gitLabFiles] {
      #expect(try await server.ask(.viewer, .get, files + "/versions/m/1.0.0/b/c.txt").body == "two")
      let list = try await server.ask(.viewer, .get, files, query: "path=versions/m/1.0.0")
      #expect(list.body.contains(#""path": "a.txt""#) && list.body.contains(#""path": "b", "is_dir": true"#), "\(list)")
    }
    // Where MLflow's clients upload, a version gets nothing.
    let refused = try await server.ask(.member, .put, ServedSandbox.files + "/versions/m/1.0.0/d.txt", body: "x")
    #expect(refused.status == 403, "\(refused)")
    let taken = try await server.ask(.member, .put, ServedSandbox.gitLabFiles + "/versions/m/1.0.0/d.txt", body: "x")
    #expect(taken.status == 200, "\(taken)")
  }

  /// The run of a version that nobody made by a server is there when it is asked for, with what the version has.
  @Test func versionsOfOthersHaveRunsToo() async throws {
    let made = try server.sandbox.registry(
      ["version", "create", "Lab/m", "--param", "depth=3", "--metric", "auc=0.5", "--job", "none"], in: "acme.git")
    try made.requireSuccess()
    let version = try await server.ask(
      .viewer, .get, ServedSandbox.gitLabAPI + "/model-versions/get", query: "name=m&version=1.0.0")
    let id = try #require(version.body.firstMatch(of: /"run_id": "(version-[^"]*)"/)).output.1
    async let first = server.ask(.viewer, .get, ServedSandbox.gitLabAPI + "/runs/get", query: "run_id=\(id)")
    async let second = server.ask(.viewer, .get, ServedSandbox.gitLabAPI + "/runs/get", query: "run_id=\(id)")
    let (run, again) = (try await first, try await second)
    #expect(run.status == 200 && run == again, "\(run) \(again)")
    #expect(run.body.contains(#"{"key": "depth", "value": "3"}"#) && run.body.contains(#""value": 0.5"#), "\(run)")
    // A fact stays.
    let other = try await server.ask(
      .member, .post, ServedSandbox.gitLabAPI + "/runs/log-parameter",
      body: #"{"run_id": "\#(id)", "key": "depth", "value": "4"}"#)
    #expect(other.status == 400 && other.body.contains("is 3 in Lab/m@1.0.0"), "\(other)")
    // Of a version that is not there, there is none.
    let none = try await server.ask(
      .member, .get, ServedSandbox.gitLabAPI + "/runs/get", query: "run_id=version-bUA5LjAuMA")
    #expect(none.status == 404, "\(none)")
  }

  /// Two first files of one version at once are both its files.
  @Test func twoFirstFilesMakeOneVersion() async throws {
    let file = "\(ServedSandbox.packages)/m/1.0.0/files"
    async let first = server.ask(.member, .put, file + "/a.txt", body: "one")
    async let second = server.ask(.member, .put, file + "/b.txt", body: "two")
    #expect(try await (first.status, second.status) == (201, 201))
    #expect(try await server.ask(.member, .get, file + "/a.txt").body == "one")
    #expect(try await server.ask(.member, .get, file + "/b.txt").body == "two")
  }

  /// What would be refused when it is committed is refused when it comes.
  @Test func whatCannotBecomePartIsRefused() async throws {
    let file = "\(ServedSandbox.packages)/m/1.0.0/files"
    #expect(try await server.ask(.member, .put, file + "/a.txt", body: "one").status == 201)
    #expect(try await server.ask(.member, .put, file + "/b/c.txt", body: "two").status == 201)
    for path in ["A.txt", "a.txt/x", "b", "B/C.txt"] {
      let answer = try await server.ask(.member, .put, "\(file)/\(path)", body: "x")
      #expect(answer.status == 403 && answer.body.contains("[path-collision]"), "\(path): \(answer)")
    }
    try server.sandbox.registry("edit", "Lab", "--sealed", in: "acme.git")
    let sealed = try await server.ask(.member, .put, file + "/d.txt", body: "x")
    #expect(sealed.status == 403 && sealed.body.contains("its registry is sealed"), "\(sealed)")
    try server.sandbox.registry("model", "create", "Datasets/d", in: "acme.git")
    try server.sandbox.registry("version", "create", "Datasets/d", "1.0.0", "--metric", "a=1", in: "acme.git")
    let other = try await server.ask(
      .otherRegistry, .put, "/api/v4/projects/acme%2FDatasets/packages/ml_models/d/1.0.0/files/d.txt", body: "x")
    #expect(other.status == 403 && other.body.contains("[artifact-type-not-accepted]"), "\(other)")
  }

  @Test func aPathIsCheckedBeforeItsFileComes() async throws {
    for path in ["..%2fx", "a%5cb", "C:x", "con", "a/%2e%2e/b", "a//b", "x%0ay", "a./b"] {
      let answer = try await server.ask(
        .member, .put, "\(ServedSandbox.packages)/m/1.0.0/files/\(path)", body: "hostile")
      #expect(answer.status == 400, "\(path): \(answer)")
    }
    let version = try await server.ask(
      .member, .get, ServedSandbox.gitLabAPI + "/model-versions/get", query: "name=m&version=1.0.0")
    #expect(version.status == 404)
  }
}
