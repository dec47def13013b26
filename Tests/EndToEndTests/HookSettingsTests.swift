import Foundation
import TestSupport
import Testing

/// What `hook install` is told stays until it is told otherwise; `hook show`, `hook uninstall`, several repositories in one call.
struct HookSettingsTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    for name in ["a.git", "b.git"] { try sandbox.git("init", "--quiet", "--bare", name) }
  }

  private func show(_ repository: String = "a.git") throws -> [String: Any] {
    let outcome = try sandbox.registry(["hook", "show", repository, "--json"])
    try #require(outcome.status == 0, "\(outcome.text)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func told(_ repository: String = "a.git") throws -> [String?] {
    let value = try show(repository)
    return ["mode", "actorFrom", "requireBlobs", "admin"].map { value[$0] as? String }
  }

  private static let first = [
    "--actor-from", "env:PUSHER", "--strict", "--admin", "o'neill b", "--require-blobs", "none",
  ]

  /// Options of the second installation, and what is in force then.
  static let again: [(options: [String], told: [String?])] = [
    ([], ["strict", "env:PUSHER", "none", "o'neill b"]),
    (["--no-strict"], ["plain", "env:PUSHER", "none", "o'neill b"]),
    (["--no-admin"], ["strict", "env:PUSHER", "none", nil]),
    (["--admin", "ada"], ["strict", "env:PUSHER", "none", "ada"]),
    (["--actor-from", "os"], ["strict", "os", "none", "o'neill b"]),
    (["--require-blobs", "lfs-store"], ["strict", "env:PUSHER", "lfs-store", "o'neill b"]),
  ]

  @Test("installed again with", arguments: again)
  func keeps(options: [String], told expected: [String?]) throws {
    try #require(try sandbox.registry(["hook", "install", "a.git"] + Self.first).status == 0)
    let outcome = try sandbox.registry(["hook", "install", "a.git"] + options)
    #expect(outcome.status == 0 && outcome.output.contains("\(expected[0] ?? ""), pusher from"), "\(outcome.text)")
    #expect(try told() == expected)
    #expect(try sandbox.registry(["hook", "check", "a.git"]).status == 0)
    let isStrict = try sandbox.run("git", ["config", "receive.procReceiveRefs"], in: "a.git").status == 0
    #expect(isStrict == (expected[0] == "strict"))
    #expect(sandbox.exists("a.git/hooks/post-receive") != isStrict)
  }

  @Test func aFirstInstallationMustSayWhoPushes() throws {
    let outcome = try sandbox.registry(["hook", "install", "a.git"])
    #expect(outcome.status == 64 && outcome.error.contains("--actor-from must say"), "\(outcome.text)")
    let both = try sandbox.registry(["hook", "install", "a.git", "--actor-from", "os", "--admin", "ada", "--no-admin"])
    #expect(both.status == 64, "\(both.text)")
    #expect(try sandbox.registry(["hook", "show", "a.git"]).status == 1)
  }

  @Test func showsWhatIsInForce() throws {
    try sandbox.registry("hook", "install", "a.git", "--actor-from", "os", in: ".")
    try sandbox.git("config", "registry.branches", "anyone", in: "a.git")
    try sandbox.git("config", "registry.maxRefs", "7", in: "a.git")
    try sandbox.git("config", "registry.log", "refused.jsonl", in: "a.git")
    let value = try show()
    #expect(value["branches"] as? String == "anyone")
    #expect(value["protectedBranch"] as? String == "refs/heads/main")
    #expect((value["limits"] as? [String: Int])?["registry.maxRefs"] == 7)
    #expect((value["log"] as? String)?.hasSuffix("a.git/refused.jsonl") == true)
    #expect((value["hooks"] as? [String])?.count == 2)
    #expect(value["version"] as? String == "0.1.0")
    let text = try sandbox.registry("hook", "show", "a.git", in: ".")
    #expect(text.contains("mode           plain\n") && text.contains("protects       refs/heads/main\n"), "\(text)")
  }

  @Test(arguments: [true, false])
  func uninstallRemovesOursAndNothingElse(isStrict: Bool) throws {
    try sandbox.registry(
      "hook", "install", "a.git", "--actor-from", "os", isStrict ? "--strict" : "--no-strict", in: ".")
    try sandbox.write("#!/bin/sh\n", to: "a.git/hooks/update")
    let outcome = try sandbox.registry(["hook", "uninstall", "a.git"])
    #expect(outcome.status == 0 && outcome.output.contains("hooks/pre-receive"), "\(outcome.text)")
    for name in ["pre-receive", "post-receive", "proc-receive"] { #expect(!sandbox.exists("a.git/hooks/\(name)")) }
    #expect(sandbox.exists("a.git/hooks/update"))
    #expect(try sandbox.run("git", ["config", "receive.procReceiveRefs"], in: "a.git").status == 1)
    #expect(try sandbox.registry(["hook", "uninstall", "a.git"]).output.hasPrefix("there is no hook of git registry"))
  }

  @Test func aForeignHookStays() throws {
    try sandbox.write("#!/bin/sh\nexit 0\n", to: "a.git/hooks/proc-receive")
    try sandbox.git("config", "receive.procReceiveRefs", "refs/for", in: "a.git")
    try sandbox.registry("hook", "install", "a.git", "--actor-from", "os", in: ".")
    try sandbox.registry("hook", "uninstall", "a.git", in: ".")
    #expect(sandbox.exists("a.git/hooks/proc-receive"))
    #expect(try sandbox.git("config", "receive.procReceiveRefs", in: "a.git") == "refs/for\n")
  }

  @Test func severalRepositoriesInOneCall() throws {
    try sandbox.registry("hook", "install", "a.git", "b.git", "--actor-from", "os", in: ".")
    try sandbox.registry("hook", "install", "b.git", "--strict", in: ".")
    try sandbox.registry("hook", "install", "a.git", "b.git", in: ".")
    #expect(try told("a.git")[0] == "plain")
    #expect(try told("b.git")[0] == "strict")

    let check = try sandbox.registry(["hook", "check", "a.git", "nowhere.git", "b.git"])
    #expect(check.status == 64, "\(check.text)")
    #expect(check.output.contains("a.git: ") && check.output.contains("b.git: "), "\(check.text)")
    #expect(check.error == "nowhere.git: error: 'nowhere.git' is not a git repository\n")
    #expect(try sandbox.registry(["hook", "check", "a.git", "b.git"]).status == 0)

    let failed = try sandbox.registry(["hook", "show", "a.git", "nowhere.git", "--json"])
    #expect(failed.status == 64 && failed.error.isEmpty, "\(failed.text)")
    let objects = try #require(try JSONSerialization.jsonObject(with: Data(failed.output.utf8)) as? [[String: Any]])
    let error = try #require(objects[1]["error"] as? [String: Any])
    #expect(objects[1]["repository"] as? String == "nowhere.git" && error["kind"] as? String == "invalid")
    #expect(error["message"] as? String == "'nowhere.git' is not a git repository" && error["help"] is NSNull)

    let shown = try sandbox.registry(["hook", "show", "a.git", "b.git", "--json"])
    let values = try #require(try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [[String: Any]])
    #expect(values.map { $0["mode"] as? String } == ["plain", "strict"])

    try sandbox.run("rm", ["b.git/hooks/pre-receive"]).requireSuccess()
    #expect(try sandbox.registry(["hook", "check", "a.git", "b.git"]).status == 1)
    try sandbox.registry("hook", "uninstall", "a.git", "b.git", in: ".")
    #expect(!sandbox.exists("a.git/hooks/pre-receive") && !sandbox.exists("b.git/hooks/proc-receive"))
  }
}
