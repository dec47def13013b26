import Foundation
import TestSupport
import Testing

/// `hook install --strict`: what pre-receive alone cannot promise.
struct StrictTests {
  private let server: PushServer
  private var sandbox: GitSandbox { server.sandbox }

  init() throws { server = try PushServer(.strict) }

  private func file(_ name: String) -> String { "server.git/hooks/\(name)" }

  /// Two pushes, each valid alone, both judged before either lands: a tag and a branch of one name.
  @Test func whatIsInvalidTogetherDoesNotLand() throws {
    let waiting = "\\1; status=$?; sleep 1; exit $status"
    let wait =
      "sed -i -e 's,^#!\\(.* hook .*\\),#!/bin/sh\\n\(waiting),' -e 's#^exec \\(.*\\)#\(waiting)#' \(file("pre-receive"))"
    try sandbox.run("bash", ["-c", wait]).requireSuccess()
    let script = """
      for kind in heads tags; do (git push --quiet origin main:refs/$kind/twin 2>told-$kind; echo $? >> statuses) & done; wait
      """
    _ = try sandbox.run("bash", ["-c", script], in: "acme", environment: ["PUSHER": "ada"])
    #expect(try sandbox.read("acme/statuses").split(separator: "\n").sorted() == ["0", "1"])
    let told = try sandbox.read("acme/told-heads") + sandbox.read("acme/told-tags")
    #expect(told.contains("[ref-name-unsafe]"), "\(told)")
    #expect(try sandbox.git("for-each-ref", "refs/*/twin", in: "server.git").split(separator: "\n").count == 1)
  }

  /// All or nothing, whatever the client asked for, and with a reason for each reference.
  @Test("where git cannot move one reference, none moves", arguments: [[], ["--atomic"]])
  func allOrNothing(options: [String]) throws {
    try sandbox.registry("model", "create", "Models/n", in: "acme")
    // A folder with a file in it, where the tag would be a file.
    try sandbox.write("x", to: "server.git/refs/tags/t/x.lock")
    let before = try server.state()
    let outcome = try sandbox.run(
      "git", ["push"] + options + ["origin", "main", "main:refs/tags/t"], in: "acme", environment: ["PUSHER": "ada"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("git could not move the references"), "\(outcome.text)")
    #expect(outcome.error.components(separatedBy: "failed to update").count == 3, "\(outcome.text)")
    #expect(try server.state() == before)
    #expect(try audit().status == 0)
  }

  @Test func theProtectedBranchAndTheRecordMoveWithTheOthers() throws {
    try sandbox.registry("model", "create", "Models/n", in: "acme")
    try server.expectAccepted {
      try server.push("main", "main:refs/heads/topic", "main:refs/tags/v1", as: "ada")
    }
    let tips = try sandbox.git("for-each-ref", "--format=%(objectname)", "refs/heads", "refs/tags", in: "server.git")
    #expect(Set(tips.split(separator: "\n")).count == 1)
    #expect(try sandbox.git("reflog", "main", in: "server.git").contains("push by ada"))
    try server.expectAccepted { try server.push(":refs/heads/topic", as: "bob") }
  }

  @Test("a broken hook refuses", arguments: ["rm", "chmod -x", "truncate --size=0"])
  func aBrokenHookRefuses(breaking: String) throws {
    _ = try sandbox.run("bash", ["-c", "\(breaking) \(file("proc-receive"))"])
    let before = try server.state()
    #expect(try server.push("main:refs/heads/topic", as: "ada").status != 0)
    #expect(try server.state() == before)
    let check = try sandbox.registry(["hook", "check", "server.git"])
    #expect(check.status == 1 && check.output.contains("proc-receive is "), "\(check.text)")
  }

  /// gitolite's access control is an `update` hook, which git leaves out here.
  @Test func theUpdateHookIsAskedForEachReference() throws {
    try sandbox.write("#!/bin/sh\necho \"$@\" >> asked\ntest $1 != refs/heads/forbidden\n", to: file("update"))
    try sandbox.run("chmod", ["+x", file("update")]).requireSuccess()
    try server.expectAccepted { try server.push("main:refs/heads/a", "main:refs/heads/b", as: "bob") }
    let head = try server.published()
    let zero = String(repeating: "0", count: 40)
    #expect(
      try sandbox.read("server.git/asked") == "refs/heads/a \(zero) \(head)\nrefs/heads/b \(zero) \(head)\n")
    let before = try server.state()
    let outcome = try server.push("main:refs/heads/c", "main:refs/heads/forbidden", as: "bob")
    #expect(outcome.error.contains("hook declined"), "\(outcome.text)")
    #expect(try server.state() == before)
  }

  @Test("git's own settings hold", arguments: [("denyDeletes", "-d"), ("denyNonFastForwards", "-f")])
  func gitsOwnSettingsHold(key: String, option: String) throws {
    try server.expectAccepted { try server.push("main:refs/heads/topic", as: "ada") }
    try sandbox.git("config", "receive.\(key)", "true", in: "server.git")
    let before = try server.state()
    let push = option == "-d" ? ["-d", "origin", "topic"] : ["-f", "origin", "main~1:topic"]
    let outcome = try sandbox.run("git", ["push"] + push, in: "acme", environment: ["PUSHER": "ada"])
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(try server.state() == before)
    try sandbox.git("config", "receive.\(key)", "false", in: "server.git")
    #expect(try sandbox.run("git", ["push"] + push, in: "acme", environment: ["PUSHER": "ada"]).status == 0)
  }

  // MARK: Installing

  /// What stands in the way, and a part of the message.
  static let obstacles: [(script: String, words: String)] = [
    ("git config core.bare false", "--strict needs a bare repository"),
    ("git worktree add --quiet ../tree main", "--strict needs a repository without work trees, but 'tree' is one"),
    ("printf '#!/bin/sh\\n' > hooks/proc-receive", "proc-receive exists and was not written by git registry"),
    ("git config receive.procReceiveRefs refs/for", "receive.procReceiveRefs is 'refs/for'"),
    (
      "mkdir -p hooks/pre-receive.d; echo 'run pre-receive.d' > hooks/pre-receive",
      "--strict needs git itself to run a proc-receive hook"
    ),
  ]

  @Test("is not installed where git would skip something", arguments: obstacles)
  func isNotInstalled(script: String, words: String) throws {
    try sandbox.run("bash", ["-c", script], in: "server.git").requireSuccess()
    let outcome = try sandbox.registry(
      ["hook", "install", "server.git", "--actor-from", "env:PUSHER", "--strict"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains(words), "\(outcome.text)")
  }

  @Test("can be taken back", arguments: [false, true])
  func canBeTakenBack(isHalfGone: Bool) throws {
    if isHalfGone { try sandbox.git("config", "--unset", "receive.procReceiveRefs", in: "server.git") }
    try sandbox.registry("hook", "install", "server.git", "--no-strict", in: ".")
    #expect(!sandbox.exists(file("proc-receive")))
    #expect(sandbox.exists(file("post-receive")))
    #expect(try sandbox.registry(["hook", "check", "server.git"]).status == 0)
    try sandbox.registry("model", "create", "Models/n", in: "acme")
    try server.expectAccepted { try server.push("main", as: "ada") }
    try sandbox.registry("hook", "install", "server.git", "--actor-from", "env:PUSHER", "--strict", in: ".")
    #expect(!sandbox.exists(file("post-receive")))
    #expect(try sandbox.registry(["hook", "check", "server.git"]).status == 0)
    #expect(try audit().status == 0)
  }

  // MARK: Locks

  /// Somebody else's lock is not ours to sweep; one that a killed push of ours left is, and one that nobody holds so long.
  @Test func onlyOurOwnLocksAreSwept() throws {
    try sandbox.registry("model", "create", "Models/n", in: "acme")
    try sandbox.write("", to: "server.git/refs/heads/main.lock")
    let outcome = try server.push("main", as: "ada")
    #expect(outcome.status != 0 && outcome.error.contains("main.lock"), "\(outcome.text)")
    let head = try sandbox.git("rev-parse", "main", in: "acme").trimmingCharacters(in: .newlines)
    let old = try server.published()
    try sandbox.write(
      "start\0update refs/heads/main\0\(head)\0\(old)\0prepare\0commit\0", to: "server.git/registry.lock")
    try server.expectAccepted { try server.push("main", as: "ada") }
    #expect(!sandbox.exists("server.git/refs/heads/main.lock"))
    // A git gc that was killed leaves the locks of all references.
    try sandbox.registry("model", "create", "Models/o", in: "acme")
    try sandbox.run("touch", ["--date=90 seconds ago", sandbox.path("server.git/refs/heads/main.lock")])
      .requireSuccess()
    try server.expectAccepted { try server.push("main", as: "ada") }
  }

  /// A push or a server that was killed when the record had moved and the branch had not: whoever comes next moves the branch too, so that
  /// the record names nothing that never landed. Only where the branch is as it was, and waits in its lock file.
  @Test(arguments: ["finished", "moved", "unlocked"]) func aBrokenMoveIsFinished(_ state: String) throws {
    try sandbox.registry("model", "create", "Models/n", in: "acme")
    let old = try server.published()
    let log = try sandbox.git("rev-parse", "refs/registry/log", in: "server.git").trimmingCharacters(in: .newlines)
    try server.expectAccepted { try server.push("main", as: "ada") }
    let (head, entry) = (
      try server.published(),
      try sandbox.git("rev-parse", "refs/registry/log", in: "server.git").trimmingCharacters(in: .newlines)
    )
    // As it was in the middle of that push.
    try sandbox.write("\(old)\n", to: "server.git/refs/heads/main")
    try sandbox.write(
      "start\0update refs/registry/log\0\(entry)\0\(log)\0update refs/heads/main\0\(head)\0\(old)\0prepare\0commit\0",
      to: "server.git/registry.lock")
    if state != "unlocked" { try sandbox.write("\(head)\n", to: "server.git/refs/heads/main.lock") }
    if state == "moved" { try sandbox.write("\(log)\n", to: "server.git/refs/registry/log") }
    try sandbox.registry("model", "create", "Models/o", in: "acme")
    // A push that began before the branch was brought on names its old value, and is to be tried again.
    let first = try server.push("main", as: "ada")
    #expect(first.error.contains("[ref-stale]") == (state == "finished"), "\(first.text)")
    if first.status != 0 { try server.expectAccepted { try server.push("main", as: "ada") } }
    #expect(!sandbox.exists("server.git/refs/heads/main.lock"))
    #expect(try audit().status == 0)
  }

  private func audit() throws -> GitSandbox.Outcome {
    try sandbox.registry(["audit"], in: "server.git")
  }
}
