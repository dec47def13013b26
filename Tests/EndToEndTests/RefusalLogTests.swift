import Foundation
import TestSupport
import Testing

/// `registry.log` of a server's configuration: what was refused, a line of JSON each.
struct RefusalLogTests {
  private func lines(_ server: PushServer, _ path: String = "server.git/refused.jsonl") throws -> [[String: Any]] {
    try server.sandbox.read(path).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test(arguments: PushServer.Mode.allCases)
  func aRefusalIsWrittenDown(_ mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    try server.sandbox.git("config", "registry.log", "refused.jsonl", in: "server.git")
    let new = try server.script(
      "sed -i s/0.9/0.99/ registries/Models/m/versions/1.0.0.yaml; git commit -qam x; git rev-parse HEAD")
    let old = try server.published()
    try server.expectRefused("version-changed") { try server.push("main", as: "bob") }
    let line = try #require(try lines(server).first)
    #expect(line["outcome"] as? String == "refused")
    #expect(line["actor"] as? String == "bob")
    #expect(line["actorFrom"] as? String == "env:PUSHER")
    #expect((line["repository"] as? String)?.hasSuffix("/server.git") == true)
    #expect((line["time"] as? String)?.hasSuffix("Z") == true)
    #expect(line["refs"] as? [[String: String]] == [["name": "refs/heads/main", "old": old, "new": new]])
    let finding = try #require(
      (line["diagnostics"] as? [[String: Any]])?.first { $0["rule"] as? String == "version-changed" })
    #expect(finding["path"] as? String == "registries/Models/m/versions/1.0.0.yaml")
    #expect(line["error"] is NSNull)
    // What is accepted is in the record, and not here.
    try server.script("git reset -q --hard origin/main; git commit -q --allow-empty -m y")
    try server.expectAccepted { try server.push("main", as: "ada") }
    #expect(try lines(server).count == 1)
  }

  @Test func aPushThatCannotBeJudgedIsWrittenDown() throws {
    let server = try PushServer()
    try server.sandbox.git("config", "registry.log", server.sandbox.path("logs/of/all.jsonl"), in: "server.git")
    try server.sandbox.git("config", "registry.maxRefs", "many", in: "server.git")
    try server.script("git commit -q --allow-empty -m y")
    #expect(try server.push("main", as: "ada").status != 0)
    let line = try #require(try lines(server, "logs/of/all.jsonl").first)
    #expect(line["outcome"] as? String == "failed")
    #expect((line["error"] as? String)?.contains("registry.maxRefs") == true)
  }

  /// A verdict that is due in a second, of a push whose objects git takes longer to hand out.
  @Test func aPushWithoutAVerdictInTimeIsWrittenDown() throws {
    let server = try PushServer()
    try server.sandbox.git("config", "registry.log", "refused.jsonl", in: "server.git")
    try server.sandbox.git("config", "registry.maxSeconds", "1", in: "server.git")
    let old = try server.published()
    // A new object that is a pipe keeps whoever reads it waiting.
    let new = String(repeating: "a", count: 40)
    let script = """
      mkdir -p objects/aa && mkfifo objects/aa/\(new.dropFirst(2)) && exec 3<>objects/aa/\(new.dropFirst(2))
      echo '\(old) \(new) refs/heads/main' |
        PUSHER=ada \(GitSandbox.program) hook pre-receive --actor-from env:PUSHER
      """
    let outcome = try server.sandbox.run("bash", ["-c", script], in: "server.git")
    #expect(outcome.status == 70 && outcome.error.contains("no verdict in time"), "\(outcome.text)")
    let line = try #require(try lines(server).first)
    #expect(line["outcome"] as? String == "failed" && line["actor"] as? String == "ada")
    #expect((line["error"] as? String)?.contains("registry.maxSeconds") == true)
  }

  /// What proc-receive refuses after pre-receive let it pass.
  @Test func theUpdateHooksRefusalIsWrittenDown() throws {
    let server = try PushServer(.strict)
    try server.sandbox.git("config", "registry.log", "refused.jsonl", in: "server.git")
    try server.sandbox.write("#!/bin/sh\nexit 1\n", to: "server.git/hooks/update")
    try server.sandbox.run("chmod", ["+x", "server.git/hooks/update"]).requireSuccess()
    try server.script("git commit -q --allow-empty -m y")
    #expect(try server.push("main", as: "ada").status != 0)
    let line = try #require(try lines(server).first)
    #expect(line["error"] as? String == "hook declined")
    #expect(line["actor"] as? String == "ada")
  }

  /// A thousand references with long names, and as many findings.
  @Test func aLineIsBounded() throws {
    let server = try PushServer()
    try server.sandbox.git("config", "registry.log", "refused.jsonl", in: "server.git")
    let refs = (1...1000).map { "main:refs/notes/\(String(repeating: "x", count: 120))\($0)" }
    let outcome = try server.sandbox.run(
      "git", ["push", "--quiet", "origin"] + refs, in: "acme", environment: ["PUSHER": "ada"])
    #expect(outcome.status != 0)
    let text = try server.sandbox.read("server.git/refused.jsonl")
    #expect(text.utf8.count <= 32 * 1024 && text.hasSuffix("\n"))
    #expect(try lines(server).first?["refCount"] as? Int == 1000)
  }

  /// A log that cannot be written, and what hook check says of it.
  @Test(arguments: ["hooks", "HEAD/log", "/dev/null/log"])
  func aLogThatCannotBeWrittenChangesNothing(path: String) throws {
    let server = try PushServer()
    try server.sandbox.git("config", "registry.log", path, in: "server.git")
    try server.script("git commit -q --allow-empty -m y")
    try server.expectAccepted { try server.push("main", as: "ada") }
    try server.script("git rm -q -r members; git commit -qm x")
    #expect(try server.push("main", as: "ada").text.contains("git registry refused the push"))
    let check = try server.sandbox.registry(["hook", "check", "server.git"])
    #expect(check.status == 1 && check.output.contains("registry.log names"), "\(check.text)")
  }

  @Test func nobodyReadsThePipe() throws {
    let server = try PushServer()
    try server.sandbox.run("mkfifo", ["server.git/pipe"]).requireSuccess()
    try server.sandbox.git("config", "registry.log", "pipe", in: "server.git")
    try server.script("git rm -q -r members; git commit -qm x")
    #expect(try server.push("main", as: "ada").text.contains("git registry refused the push"))
  }
}
