import Foundation
import TestSupport
import Testing

/// Files of versions by curl, as GitLab's package registry has them, and the numbers of projects.
struct GitLabPackageTests {
  private let team: TeamServer
  private var sandbox: GitSandbox { team.sandbox }

  init() throws {
    team = try TeamServer()
    try sandbox.registry("model", "create", "Models/fraud", in: "git/acme.git")
  }

  /// What curl says of a project.
  private struct Project {
    let team: TeamServer
    let token: String
    /// `http://127.0.0.1:5000/api/v4/projects/1`.
    let url: String

    func ask(_ path: String, _ arguments: String...) throws -> (status: String, body: String) {
      let words = ["-s", "-m", "30", "-o", "body", "-w", "%{http_code}", "-H", "PRIVATE-TOKEN: \(token)"]
      let outcome = try team.sandbox.run("curl", words + arguments + [url + path])
      return (outcome.output, (try? team.sandbox.read("body")) ?? "")
    }

    func json(_ path: String) throws -> Any {
      let answer = try ask(path)
      #expect(answer.status == "200", "\(path): \(answer)")
      return try JSONSerialization.jsonObject(with: Data(answer.body.utf8))
    }
  }

  private func serve(_ options: String = "--settle-after 1", _ body: (Project) throws -> Void) throws {
    let token = "glpat-" + (try team.token("mia"))
    let number = try GitLabServer.number(of: "acme/Models", of: ["--root", "git"], in: sandbox)
    try team.serve("--listen 127.0.0.1:PORT --root git \(options)") { (port: Int) throws in
      try body(
        Project(team: team, token: token, url: "http://127.0.0.1:\(port)/api/v4/projects/\(number)"))
    }
  }

  private func shown(_ version: String) throws -> String {
    try sandbox.registry("show", "Models/fraud@\(version)", in: "git/acme.git")
  }

  /// The first file makes the version, the others follow; each can be had at once, and in parts.
  @Test func filesGoUpAndDown() throws {
    try sandbox.write("0123456789", to: "model.bin")
    try sandbox.write("a card", to: "card.md")
    try serve { (project: Project) throws in
      let files = "/packages/ml_models/fraud%2F1.0.0/files"
      let made = try project.ask("\(files)/model.bin", "--upload-file", sandbox.path("model.bin"))
      #expect(made.status == "201" && made.body == #"{"message": "201 Created"}"#, "\(made)")
      let plain = "/packages/ml_models/fraud/1.0.0/files"
      #expect(try project.ask("\(plain)/docs/card%201.md", "-T", sandbox.path("card.md")).status == "201")
      #expect(try project.ask("\(files)/docs/card%201.md").body == "a card")
      let part = try project.ask("\(plain)/model.bin", "-H", "Range: bytes=2-4")
      #expect(part.status == "206" && part.body == "234", "\(part)")
      for name in ["latest", "1.0.0"] {
        #expect(try project.ask("/packages/ml_models/fraud/\(name)/files/model.bin").body == "0123456789")
      }
      let head = try project.ask("\(files)/model.bin", "--head", "-D", sandbox.path("head"))
      #expect(
        try head.status == "200" && sandbox.read("head").lowercased().contains("content-length: 10\r\n"), "\(head)")
      #expect(try project.ask("\(files)/nothing.bin").status == "404")

      // The same bytes again are fine, others are not.
      #expect(try project.ask("\(files)/model.bin", "-T", sandbox.path("model.bin")).status == "201")
      let changed = try project.ask("\(files)/model.bin", "-T", sandbox.path("card.md"))
      #expect(
        changed.status == "400" && changed.body.contains("artifact 'model.bin' is sha256:")
          && changed.body.contains("never changes"), "\(changed)")
      try GitLabServer.waitFor(in: sandbox) { try shown("1.0.0").contains("docs/card 1.md") }
    }
    #expect(
      try sandbox.git("log", "--format=%s %an", "-2", in: "git/acme.git")
        == "Edit Models/fraud@1.0.0 mia\nPublish Models/fraud@1.0.0 mia\n")
    let audit = try sandbox.registry(["audit"], in: "git/acme.git")
    #expect(
      audit.output.contains("2 actors known by token\n") && audit.output.contains("allowed: 2\n"), "\(audit.text)")
  }

  /// What was acknowledged and is not committed yet becomes part of the version after the next start, and is answered until then.
  @Test func whatWaitsOutlivesTheServer() throws {
    try sandbox.write("weights", to: "w.bin")
    let files = "/packages/ml_models/fraud/1.0.0/files"
    try serve("--settle-after 600") { (project: Project) throws in
      for name in ["first.bin", "second.bin"] {
        #expect(try project.ask("\(files)/\(name)", "-T", sandbox.path("w.bin")).status == "201")
      }
    }
    #expect(try shown("1.0.0").contains("first.bin") && !shown("1.0.0").contains("second.bin"))
    try serve("--settle-after 600") { (project: Project) throws in
      #expect(try project.ask("\(files)/second.bin").body == "weights")
      // Nor does it go when garbage is collected.
      try sandbox.registry("gc", "--grace", "0d", in: "git/acme.git")
      #expect(try project.ask("\(files)/second.bin").body == "weights")
    }
    try serve { (project: Project) throws in
      try GitLabServer.waitFor(in: sandbox) { try shown("1.0.0").contains("second.bin") }
      #expect(try project.ask("\(files)/second.bin").body == "weights")
    }
  }

  @Test func packagesAreListed() throws {
    try sandbox.write("weights", to: "model.bin")
    for index in 0..<5 {
      try sandbox.registry(
        "version", "create", "Models/fraud", "--artifact", sandbox.path("model.bin"), "--metric", "auc=0.\(index + 1)",
        "--job", "none", in: "git/acme.git")
    }
    try serve { (project: Project) throws in
      let list = try #require(
        try project.json("/packages?package_type=ml_model&order_by=version&per_page=2") as? [[String: Any]])
      #expect(list.compactMap { $0["version"] as? String } == ["1.0.0", "1.0.1"])
      #expect(list[0]["package_type"] as? String == "ml_model" && list[0]["name"] as? String == "fraud")
      #expect(
        (list[0]["created_at"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z/) != nil, "\(list)")
      _ = try project.ask("/packages?order_by=version&per_page=2", "-D", sandbox.path("head"))
      let head = try sandbox.read("head")
      #expect(head.contains("X-Total: 5\r\n") && head.contains("X-Next-Page: 2\r\n"), "\(head)")
      let next = try #require(head.firstMatch(of: /Link: <http:\/\/[^\/]*(\/api[^>]*)>; rel="next"/)).output.1
      let second = try project.json(String(next.drop { $0 != "?" }).replacing("?", with: "/packages?"))
      #expect((second as? [[String: Any]])?.compactMap { $0["version"] as? String } == ["1.0.2", "1.0.3"])
      #expect(try project.ask("/packages?package_type=npm").body == "[]")
      #expect(try project.ask("/packages?package_name=frau&package_version=1.0.4").body.contains("1.0.4"))
      #expect(try project.ask("/packages?per_page=0").status == "400")
      #expect(try project.ask("/packages?order_by=size").status == "400")

      // A number stays with its version, in whatever order they are asked for.
      let id = try #require(list[0]["id"] as? Int)
      let one = try #require(try project.json("/packages/\(id)") as? [String: Any])
      #expect(one["version"] as? String == "1.0.0" && (one["versions"] as? [Any])?.count == 4)
      let file = try #require((try project.json("/packages/\(id)/package_files") as? [[String: Any]])?.first)
      #expect(
        file["file_name"] as? String == "model.bin" && file["size"] as? Int == 7 && file["package_id"] as? Int == id
          && (file["file_sha256"] as? String)?.count == 64, "\(file)")
      #expect(try project.ask("/packages/ml_models/\(id)/files/model.bin").body == "weights")
      let more = try project.ask("/packages/ml_models/\(id)/files/more.txt", "-T", sandbox.path("model.bin"))
      #expect(more.status == "201")
      #expect(try project.ask("/packages/\(id)/package_files").body.contains("more.txt"))

      for path in ["/packages/\(id)", "/packages/\(id)/package_files/\(file["id"] ?? 0)"] {
        let refused = try project.ask(path, "-X", "DELETE")
        #expect(refused.status == "403" && refused.body.contains("what is published stays"), "\(refused)")
      }
      #expect(try project.ask("/packages/999").body == #"{"message": "404 Package Not Found"}"#)
      let unknown = try project.ask("/packages/ml_models/999/files/x", "-T", sandbox.path("model.bin"))
      #expect(unknown.status == "404", "\(unknown)")
    }
  }

  /// A model that is not there is not made, and a number that the rules refuse is not published.
  @Test func whatIsRefusedIsTold() throws {
    try sandbox.write("weights", to: "w.bin")
    try sandbox.registry("version", "create", "Models/fraud", "1.0.0", "--metric", "a=1", in: "git/acme.git")
    try sandbox.registry("version", "create", "Models/fraud", "1.0.1", "--metric", "a=2", in: "git/acme.git")
    try sandbox.registry("version", "retire", "Models/fraud@1.0.1", in: "git/acme.git")
    try sandbox.registry("edit", "Models", "--protect", "live", in: "git/acme.git")
    try sandbox.registry("alias", "set", "Models/fraud@1.0.0", "live", in: "git/acme.git")
    try serve { (project: Project) throws in
      func refused(_ package: String) throws -> String {
        let answer = try project.ask("/packages/ml_models/\(package)/files/w.bin", "-T", sandbox.path("w.bin"))
        #expect(answer.status.hasPrefix("4"), "\(package): \(answer)")
        return answer.body
      }
      #expect(try refused("nothing/1.0.0").contains("Registered Model with name=nothing not found"))
      #expect(try refused("fraud/1.0.1").contains("[version-reused]"))
      #expect(try refused("fraud/live").contains("aliases are for downloads"))
      #expect(try refused("fraud/1.0.0").contains("the protected alias 'live' names it"))
      #expect(try refused("fraud").contains("names no version"))
      #expect(try refused("candidate:nothing").contains("there is no candidate 'nothing'"))
      let stranger = Project(team: team, token: "glpat-wrong", url: project.url)
      for path in ["", "/packages", "/ml/mlflow/api/2.0/mlflow/registered-models/search"] {
        #expect(try stranger.ask(path) == ("401", #"{"message": "401 Unauthorized"}"#))
      }
    }
  }

  @Test func candidatesHaveFiles() throws {
    try sandbox.write("weights", to: "w.bin")
    try serve { (project: Project) throws in
      func call(_ path: String, _ body: String) throws -> String {
        try project.ask("/ml/mlflow/api/2.0/mlflow/\(path)", "-d", body).body
      }
      let experiment = try project.ask(
        "/ml/mlflow/api/2.0/mlflow/experiments/get-by-name?experiment_name=%5Bmodel%5Dfraud"
      ).body
      let id = try #require(experiment.firstMatch(of: /"experiment_id": "(\d+)"/)).output.1
      let made = try call("runs/create", #"{"experiment_id": "\#(id)", "start_time": 1}"#)
      let run = try #require(made.firstMatch(of: /"run_id": "([0-9a-f]{32})"/)).output.1
      let file = "/packages/ml_models/candidate:\(run)/files/logs/w.bin"
      #expect(try project.ask(file, "-T", sandbox.path("w.bin")).status == "201")
      #expect(try project.ask(file).body == "weights")
      #expect(try call("runs/set-tag", #"{"run_id": "\#(run)", "key": "gitlab.CI_JOB_ID", "value": "12"}"#) == "{}")
      let pipeline = #"{"run_id": "\#(run)", "key": "gitlab.CI_PIPELINE_ID", "value": "3"}"#
      #expect(try call("runs/set-tag", pipeline) == "{}")
      #expect(
        try call("runs/update", #"{"run_id": "\#(run)", "status": "FINISHED", "end_time": 2}"#).contains("FINISHED"))
      #expect(try project.ask(file).body == "weights")
      let late = try project.ask(file, "-T", sandbox.path("w.bin"))
      #expect(late.status == "403" && late.body.contains("has ended"), "\(late)")
      let shown = try sandbox.registry("show", "Models/fraud@candidate:\(run)", "--json", in: "git/acme.git")
      #expect(
        shown.contains("logs/w.bin") && shown.contains(#""id": "12""#) && shown.contains(#""id": "3""#), "\(shown)")
    }
  }

  /// A number is given once: it outlives the server, and the registry.
  @Test func numbersStay() throws {
    try team.repository("umbrella")
    func listed(_ options: [String] = ["--root", "git"]) throws -> [String] {
      let outcome = try sandbox.registry(["serve", "--list-ids"] + options, in: ".")
      try outcome.requireSuccess()
      return outcome.output.split(separator: "\n").map { String($0.drop { $0 == " " }) }
    }
    let first = try listed()
    #expect(Set(first.map { $0.prefix { $0 != " " } }).count == first.count, "\(first)")
    #expect(first.contains { $0.hasSuffix("  acme/Models") } && first.contains { $0.hasSuffix("  umbrella/Models") })
    try serve { (project: Project) throws in
      let acme = try #require(try project.json("") as? [String: Any])
      #expect(acme["path_with_namespace"] as? String == "acme/Models")
      // One that is made while the server runs has a number as soon as somebody asks for it.
      try sandbox.registry("create", "New", in: "git/acme.git")
      try sandbox.registry("member", "add", "mia", "--registry", "New", "--role", "viewer", in: "git/acme.git")
      let named = Project(
        team: team, token: project.token,
        url: project.url.replacing(/projects\/\d+/, with: "projects/acme%2FNew"))
      let new = try #require(try named.json("") as? [String: Any])
      let number = try #require(new["id"] as? Int)
      #expect(number == first.count + 1)
      let numbered = Project(
        team: team, token: project.token, url: project.url.replacing(/projects\/\d+/, with: "projects/\(number)"))
      #expect(try numbered.ask("").body == named.ask("").body)
      #expect(try listed() == first + ["\(number)  acme/New"])

      // The other organization's token is nobody here, and what is not there looks the same.
      let other = Project(team: team, token: try team.token("mia", in: "umbrella"), url: project.url)
      let nowhere = Project(
        team: team, token: other.token, url: project.url.replacing(/projects\/\d+/, with: "projects/999"))
      #expect(try other.ask("/packages") == nowhere.ask("/packages"))
      #expect(try other.ask("/packages").status == "401")
    }
    try sandbox.registry("delete", "New", in: "git/acme.git")
    try sandbox.registry("create", "Newer", in: "git/acme.git")
    let last = try listed()
    #expect(last.contains("\(first.count + 2)  acme/Newer") && Set(first).isSubset(of: last), "\(last)")
  }

  /// Repositories that were apart may have given the same numbers.
  @Test func numbersAreUniqueOverRepositories() throws {
    try team.repository("umbrella")
    let acme = try sandbox.registry(["serve", "--list-ids", "git/acme.git"], in: ".")
    let umbrella = try sandbox.registry(["serve", "--list-ids", "git/umbrella.git"], in: ".")
    #expect(acme.output.hasPrefix("1  acme/") && umbrella.output.hasPrefix("1  umbrella/"))
    let both = try sandbox.registry(["serve", "--list-ids", "--root", "git"], in: ".")
    #expect(both.error.contains("warning: another repository's registry has the number that umbrella/"), "\(both.text)")
    let numbers = both.output.split(separator: "\n").map { $0.drop { $0 == " " }.prefix { $0 != " " } }
    #expect(Set(numbers).count == numbers.count && both.output.contains("1  acme/"), "\(both.text)")
  }
}
