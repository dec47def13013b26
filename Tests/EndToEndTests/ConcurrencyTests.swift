import Foundation
import TestSupport
import Testing

/// Processes that write at once: every commit is kept.
struct ConcurrencyTests {
  @Test("keeps every commit", arguments: [false, true])
  func keepsEveryCommit(isBare: Bool) throws {
    let sandbox = try GitSandbox()
    let repository = isBare ? "acme.git" : "acme"
    var arguments = [
      "init", repository, "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git",
    ]
    if isBare { arguments.append("--bare") }
    #expect(try sandbox.registry(arguments).status == 0)
    let writers = 6
    let each = 4
    let script = (0..<writers).map { writer in
      "(for i in $(seq \(each)); do git registry model create Models/m\(writer)-$i || exit 1; done) & pids=\"$pids $!\""
    }.joined(separator: "\n")
    let outcome = try sandbox.run(
      "bash", ["-c", script + "\nfor pid in $pids; do wait $pid || exit 1; done"], in: repository)
    #expect(outcome.status == 0, "\(outcome.text)")
    let commits = try sandbox.git("rev-list", "--count", "HEAD", in: repository)
    #expect(commits == "\(1 + writers * each)\n")
    let listed = try sandbox.registry("list", "Models", in: repository).split(separator: "\n").count - 1
    #expect(listed == writers * each)
    if !isBare { #expect(try sandbox.git("status", "--short", in: repository) == "") }
    try sandbox.git("fsck", "--strict", in: repository)
  }

  /// The same number from several processes, each with a small file: one publishes it, the others are told.
  @Test(arguments: ["git", "lfs"]) func oneOfSeveralPublishesANumber(_ blobs: String) throws {
    let sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", blobs, in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    for number in 1...4 { try sandbox.write("\(number)", to: "acme/\(number).bin") }
    let script =
      "for i in 1 2 3 4; do (git registry version create Models/m 1.0.0 --artifact $i.bin >/dev/null 2>&1; echo $?) & done; wait"
    let statuses = try sandbox.run("bash", ["-c", script], in: "acme").output.split(separator: "\n").sorted()
    #expect(statuses == ["0", "1", "1", "1"])
    // Without a number each gets the next one.
    let next = "for i in 1 2 3 4; do git registry version create Models/m --artifact $i.bin & done; wait"
    _ = try sandbox.run("bash", ["-c", next], in: "acme")
    let versions = try sandbox.git("ls-tree", "--name-only", "HEAD", "registries/Models/m/versions/", in: "acme")
    #expect(versions.split(separator: "\n").count == 5, "\(versions)")
    #expect(try sandbox.registry(["pull", "Models/m@1.0.4", "--output", "out"], in: "acme").status == 0)
    #expect(try sandbox.git("log", "-1", "--format=%s", in: "acme") == "Publish Models/m@1.0.4\n")
  }

  /// How many push at once, where the cost grows with the square of it: `make soak` says 64.
  private static let pushers = ProcessInfo.processInfo.environment["PUSHERS"].flatMap { Int($0) } ?? 16

  /// Many clones push to one branch at once and try again when they are told to: every acknowledged commit is there, once.
  @Test("pushers to one branch", arguments: PushServer.Mode.allCases)
  func pushersToOneBranch(mode: PushServer.Mode) throws {
    let pushers = Self.pushers
    let server = try PushServer(mode)
    let sandbox = server.sandbox
    let before = Int(try sandbox.git("rev-list", "--count", "main", in: "server.git").filter(\.isNumber)) ?? 0
    let each = """
      cd work-$i && git registry model create Models/p$i >/dev/null
      for try in $(seq 400); do
        git push --quiet origin main 2>>../told-$i && echo landed >> ../landed && exit 0
        sleep 0.0$((RANDOM % 90 + 10)); git pull --quiet --rebase origin main
      done
      """
    let script = """
      for i in $(seq \(pushers)); do git clone --quiet server.git work-$i; done
      for i in $(seq \(pushers)); do ( \(each) ) & done; wait
      """
    let outcome = try sandbox.run("bash", ["-c", script], environment: ["PUSHER": "ada"])
    let landed = try sandbox.read("landed").split(separator: "\n").count
    #expect(landed == pushers, "\(outcome.text)")
    let after = Int(try sandbox.git("rev-list", "--count", "main", in: "server.git").filter(\.isNumber)) ?? 0
    #expect(after == before + landed)
    try sandbox.git("fsck", "--strict", "--no-dangling", in: "server.git")
    let locks = try sandbox.run("find", [".", "-name", "*.lock", "-size", "+0"], in: "server.git")
    #expect(locks.output == "", "\(locks.text)")
    // Every change is in the record, by who made it, in the order in which they landed.
    let log = try sandbox.git(
      "log", "--reverse", "--format=%(trailers:key=New,valueonly,separator=)", "refs/registry/log", in: "server.git")
    let history = try sandbox.git("log", "--reverse", "--first-parent", "--format=%H", "main", in: "server.git")
    let recorded = log.split(separator: "\n").filter { history.contains($0) }
    #expect(recorded.count == landed + 1)
    #expect(recorded == history.split(separator: "\n").filter { recorded.contains($0) })
  }

  /// Each on a branch of its own: nobody stands in anybody's way.
  @Test("pushers to branches of their own", arguments: zip([16, 64], PushServer.Mode.allCases))
  func pushersToTheirOwnBranches(pushers: Int, mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    let script = "for i in $(seq \(pushers)); do git push --quiet ../server.git main:refs/heads/topic-$i & done; wait"
    _ = try server.sandbox.run("bash", ["-c", script], in: "acme", environment: ["PUSHER": "bob"])
    let branches = try server.sandbox.git("for-each-ref", "refs/heads/topic-*", in: "server.git").split(separator: "\n")
    #expect(branches.count == pushers)
  }

  /// Two clones publish one number: one lands, the other is told which.
  @Test("two pushes of one number", arguments: PushServer.Mode.allCases)
  func theSameVersionFromTwoPushesAtOnce(mode: PushServer.Mode) throws {
    let server = try PushServer(mode)
    let script = """
      for i in 1 2; do git clone --quiet server.git work-$i && (cd work-$i && git registry version create Models/m 1.1.0 --metric a=$i >/dev/null); done
      for i in 1 2; do (git -C work-$i push --quiet origin main 2>told-$i; echo $? >> statuses) & done; wait
      """
    _ = try server.sandbox.run("bash", ["-c", script], environment: ["PUSHER": "ada"])
    let statuses = try server.sandbox.read("statuses").split(separator: "\n").sorted()
    #expect(statuses.count == 2 && statuses[0] == "0" && statuses[1] != "0", "\(statuses)")
    let told = try server.sandbox.read("told-1") + server.sandbox.read("told-2")
    let words = ["[ref-stale]", "fetch first", "failed to update ref", "cannot lock ref", "[remote rejected]"]
    #expect(words.contains { told.contains($0) }, "\(told)")
    // Rebased onto the other's, it is refused as what it then is.
    let again =
      "for i in 1 2; do (cd work-$i && git fetch --quiet && git rebase --quiet origin/main; git status --short | head -3); done"
    let conflict = try server.sandbox.run("bash", ["-c", again])
    #expect(conflict.text.contains("versions/1.1.0.yaml"), "\(conflict.text)")
  }

  @Test func aMemberWhoIsRemovedMeanwhileDoesNotLand() throws {
    let server = try PushServer()
    let sandbox = server.sandbox
    try sandbox.git("clone", "--quiet", "server.git", "bobs")
    try sandbox.registry("version", "create", "Models/m", in: "bobs")
    try sandbox.registry("member", "remove", "bob", in: "acme")
    try server.expectAccepted { try server.push("main", as: "ada") }
    try sandbox.git("pull", "--quiet", "--rebase", "origin", "main", in: "bobs")
    try server.expectRefused("actor-unknown") {
      try sandbox.run("git", ["push", "--quiet", "origin", "main"], in: "bobs", environment: ["PUSHER": "bob"])
    }
  }
}
