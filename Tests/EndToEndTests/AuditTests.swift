import Foundation
import TestSupport
import Testing

/// The record of pushes, and what can be proved from a clone of it.
struct AuditTests {
  private let server: PushServer
  private var sandbox: GitSandbox { server.sandbox }

  /// Published by ada; then bob adds a version.
  init() throws {
    server = try PushServer()
    try sandbox.registry("version", "create", "Models/m", in: "acme")
    try server.expectAccepted { try server.push("main", as: "bob") }
  }

  /// A fresh clone with the record.
  private func clone() throws {
    _ = try sandbox.run("rm", ["-rf", "clone"])
    try sandbox.git("clone", "--quiet", "server.git", "clone")
    try sandbox.git("fetch", "--quiet", "origin", "refs/registry/log:refs/registry/log", in: "clone")
  }

  private func audit(_ arguments: String...) throws -> GitSandbox.Outcome {
    try sandbox.registry(["audit"] + arguments, in: "clone")
  }

  /// Writes a change into the server's branch past every hook.
  private func bypass(_ script: String) throws {
    try sandbox.git("pull", "--quiet", "origin", "main", in: "acme")
    try server.script("\(script); git add -A; git diff --cached --quiet || git commit -qm bypass")
    try sandbox.git("fetch", "--quiet", "../acme", "+main:main", in: "server.git")
  }

  @Test func everyRecordedChangeIsAllowed() throws {
    try clone()
    let outcome = try audit("--all")
    #expect(outcome.status == 0, "\(outcome.text)")
    let lines = outcome.output.split(separator: "\n").map { $0.replacing(/[0-9a-f]{10,40}|[0-9TZ:-]{20}/, with: "…") }
    #expect(
      lines == [
        "allowed  …  …  ada, by env:PUSHER", "allowed  …  …  bob, by env:PUSHER", "audited 2 changes up to …",
        "record: …", "  2 actors known by env:PUSHER", "allowed: 2", "verdict: every change was allowed",
      ])
    let value = try JSONSerialization.jsonObject(with: Data(audit("--json").output.utf8)) as? [String: Any]
    #expect(value?["verdict"] as? String == "allowed")
    #expect((value?["changes"] as? [[String: Any]])?.map { $0["actor"] as? String } == ["ada", "bob"])
  }

  @Test func withoutARecordActorsAreUnverifiable() throws {
    try clone()
    let outcome = try audit("--no-log")
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("unverifiable: 8, whose actor nobody recorded\n"), "\(outcome.text)")
    #expect(outcome.output.hasSuffix("verdict: unverifiable\n"))
    try sandbox.git("update-ref", "-d", "refs/registry/log", in: "clone")
    let fetched = try audit()
    #expect(fetched.output.contains("record: none; git fetch origin refs/registry/log:refs/registry/log"))
    #expect(fetched.status == 2)
  }

  @Test func aRangeIsAuditedAlone() throws {
    try clone()
    let outcome = try audit("HEAD~1..HEAD", "--all")
    #expect(outcome.output.contains("audited 1 change up to"), "\(outcome.text)")
    #expect(try audit("HEAD~1..").output.contains("audited 1 change up to"))
    #expect(try audit("nowhere..HEAD").status != 0)
  }

  /// Past the hook, by whoever can write the server's folder: the change is missing from the record, whatever it is.
  @Test func whatWentPastTheHookIsTold() throws {
    try bypass("git registry model create Models/past >/dev/null")
    try clone()
    let valid = try audit("--all")
    #expect(valid.status == 1)
    #expect(valid.output.contains("unrecorded  "), "\(valid.text)")
    #expect(valid.output.contains("unrecorded: 1, which bypassed the hooks"), "\(valid.text)")
    #expect(try sandbox.registry(["hook", "check", "server.git"]).output.contains("it moved without the hooks"))
    try sandbox.registry("model", "create", "Models/next", in: "acme")
    try server.expectAccepted { try server.push("main", as: "ada") }
    let log = try sandbox.git(
      "log", "--format=%(trailers:key=Actor-From,valueonly,separator=)", "refs/registry/log", in: "server.git")
    #expect(log == "env:PUSHER\nunrecorded\nenv:PUSHER\nenv:PUSHER\n")
    try clone()
    let told = try audit()
    #expect(told.status == 1)
    #expect(told.output.contains("but no hook recorded it"), "\(told.text)")
    #expect(told.output.contains("allowed: 3\nunrecorded: 1,"), "\(told.text)")
    try bypass("sed -i 's/auc: 0.9/auc: 0.99/' registries/Models/m/versions/*.yaml")
    try clone()
    let refused = try audit()
    #expect(refused.status == 1)
    #expect(refused.output.contains("  error: [version-changed] "), "\(refused.text)")
    #expect(refused.output.hasSuffix("verdict: refused\n"))
  }

  /// A record that claims somebody else acted proves nothing more than the rules allow that one.
  @Test func aForgedActorIsRefusedWhereTheRulesDo() throws {
    try bypass("sed -i 's/role: member/role: admin/' members/bob.yaml")
    let forge = """
      new=$(git rev-parse main); old=$(git rev-parse main~1)
      message=$(git log -1 --format=%B refs/registry/log | sed "s/^Old: .*/Old: $old/; s/^New: .*/New: $new/; s/^Actor: .*/Actor: vera/")
      git update-ref refs/registry/log $(git commit-tree -p refs/registry/log $(git mktree </dev/null) -m "$message")
      """
    try sandbox.run("bash", ["-ec", forge], in: "server.git").requireSuccess()
    try clone()
    let outcome = try audit()
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("vera, by env:PUSHER\n  error: [role-insufficient]"), "\(outcome.text)")
  }

  @Test func aRewrittenBranchContradictsTheRecord() throws {
    try sandbox.registry("model", "create", "Models/n", in: "acme")
    try server.expectAccepted { try server.push("main", as: "ada") }
    let rewrite = """
      tree=$(git rev-parse main^{tree}); base=$(git rev-parse main~2)
      git update-ref refs/heads/main $(git commit-tree -p $base $tree -m rewritten)
      """
    try sandbox.run("bash", ["-ec", rewrite], in: "server.git").requireSuccess()
    try sandbox.git(
      "tag", "kept", try sandbox.git("rev-parse", "main", in: "acme").trimmingCharacters(in: .newlines), in: "acme")
    try clone()
    try sandbox.git("fetch", "--quiet", "../acme", "kept", in: "clone")
    let outcome = try audit()
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("but the history does not contain that commit"), "\(outcome.text)")
  }

  @Test func aRecordOfSomebodyElseIsNoRecord() throws {
    try clone()
    let outcome = try audit("--log", "HEAD")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("was not written by a hook of git registry"), "\(outcome.text)")
  }

  /// A push whose hook dies before the branch moves is not taken for one that landed.
  @Test func aChangeThatNeverLandedIsVoid() throws {
    let forge = """
      old=$(git rev-parse main); new=$(git commit-tree -p main main^{tree} -m never)
      message=$(git log -1 --format=%B refs/registry/log | sed "s/^Old: .*/Old: $old/; s/^New: .*/New: $new/")
      git update-ref refs/registry/log $(git commit-tree -p refs/registry/log $(git mktree </dev/null) -m "$message")
      """
    try sandbox.run("bash", ["-ec", forge], in: "server.git").requireSuccess()
    try sandbox.registry("model", "create", "Models/n", in: "acme")
    try server.expectAccepted { try server.push("main", as: "ada") }
    try clone()
    let outcome = try audit()
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.output.contains("allowed: 3\n"))
  }
}
