import Foundation
import TestSupport
import Testing

/// `--push`: content first, then the reference; and what happens where somebody else was faster.
struct PushOptionTests {
  private func make() throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.git("init", "--quiet", "--bare", "plain.git")
    try sandbox.git("remote", "add", "origin", "file://\(sandbox.path("plain.git"))", in: "acme")
    try sandbox.registry("model", "create", "Models/m", "--push", in: "acme")
    try sandbox.git("clone", "--quiet", "file://\(sandbox.path("plain.git"))", "other")
    return sandbox
  }

  private func publish(_ text: String, in clone: String, of sandbox: GitSandbox, _ more: String...) throws
    -> GitSandbox.Outcome
  {
    try sandbox.write(text, to: "\(clone)/model.onnx")
    return try sandbox.registry(
      ["version", "create", "Models/m", "--artifact", "model.onnx", "--push"] + more, in: clone)
  }

  private func contents(of sandbox: GitSandbox) throws -> [String] {
    let find = "for f in $(find plain.git/lfs/objects -type f); do cat $f; echo; done"
    return try sandbox.run("bash", ["-c", find]).output.split(separator: "\n").map(String.init).sorted()
  }

  private func tip(_ place: String, _ ref: String = "main", of sandbox: GitSandbox) throws -> String {
    try sandbox.git("rev-parse", ref, in: place)
  }

  @Test func contentGoesBeforeTheReference() throws {
    let sandbox = try make()
    // A clone without git-lfs's hook, which an ordinary push would leave the content in.
    _ = try sandbox.run("rm", ["-f", "other/.git/hooks/pre-push"])
    let outcome = try publish("one", in: "other", of: sandbox)
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.output.hasSuffix("pushed main to origin\n"), "\(outcome.text)")
    #expect(try contents(of: sandbox) == ["one"])
    #expect(try tip("plain.git", of: sandbox) == tip("other", of: sandbox))
    let json = try publish("two", in: "other", of: sandbox, "--json")
    #expect(json.error == "")
    #expect(json.output.contains(#""pushedTo": "origin""#), "\(json.text)")
  }

  @Test("who is slower makes the change again", arguments: [false, true])
  func races(isBare: Bool) throws {
    let sandbox = try make()
    if isBare {
      _ = try sandbox.run("rm", ["-rf", "other"])
      try sandbox.git("clone", "--quiet", "--bare", "file://\(sandbox.path("plain.git"))", "other")
    }
    #expect(try publish("one", in: "acme", of: sandbox).status == 0)
    let slower = try publish("two", in: "other", of: sandbox)
    #expect(slower.status == 0, "\(slower.text)")
    #expect(slower.output.contains("Publish Models/m@1.0.1"), "\(slower.text)")
    #expect(try tip("plain.git", of: sandbox) == tip("other", of: sandbox))
    #expect(try tip("plain.git", "main~1", of: sandbox) == tip("acme", of: sandbox))
    #expect(try contents(of: sandbox) == ["one", "two"])
    if !isBare { #expect(try sandbox.git("status", "--porcelain", "-uno", in: "other") == "") }
  }

  @Test func commitsThatAreNotOursAreNeverTakenBack() throws {
    let sandbox = try make()
    try sandbox.registry("model", "create", "Models/mine", in: "other")
    #expect(try publish("one", in: "acme", of: sandbox).status == 0)
    let before = try tip("other", of: sandbox)
    let outcome = try publish("two", in: "other", of: sandbox)
    #expect(outcome.status == 1)
    #expect(
      outcome.error.contains("help: git pull --no-rebase origin main, then git push origin main"), "\(outcome.text)")
    #expect(try tip("other", "main~1", of: sandbox) == before)
    // As the message says.
    try sandbox.git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main", in: "acme")
  }

  @Test func whatWasPurgedGoesNowhere() throws {
    let sandbox = try make()
    try sandbox.write("secret", to: "acme/model.onnx")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "model.onnx", in: "acme")
    let digest = "sha256:2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
    try sandbox.registry("purge", digest, "--reason", "a secret", "--push", in: "acme")
    #expect(try tip("plain.git", of: sandbox) == tip("acme", of: sandbox))
    #expect(!sandbox.exists("plain.git/lfs/objects"))
  }

  @Test func localEditsAreNeverLost() throws {
    let sandbox = try make()
    #expect(try publish("one", in: "acme", of: sandbox).status == 0)
    try sandbox.registry("member", "add", "bob", "--email", "bob@acme.org", "--push", in: "acme")
    try sandbox.write("mine", to: "other/members/bob.yaml")
    let outcome = try publish("two", in: "other", of: sandbox)
    #expect(outcome.status != 0)
    #expect(try sandbox.read("other/members/bob.yaml") == "mine")
  }

  @Test func theServersRulesAreShown() throws {
    let server = try PushServer()
    let outcome = try server.sandbox.registry(
      ["version", "create", "Models/m", "--push"], in: "acme", environment: ["PUSHER": "vera"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("is made on main and not pushed: 'origin' refused it"), "\(outcome.text)")
    #expect(outcome.error.contains("remote: error: [role-insufficient]"), "\(outcome.text)")
  }

  @Test func whereThereIsNothingToPushTo() throws {
    let sandbox = try make()
    try sandbox.git("remote", "set-url", "origin", "file://\(sandbox.path("nowhere.git"))", in: "other")
    #expect(try publish("one", in: "other", of: sandbox).status == 4)
    try sandbox.git("remote", "remove", "origin", in: "other")
    let before = try tip("other", of: sandbox)
    let outcome = try publish("two", in: "other", of: sandbox)
    #expect(outcome.error.contains("there is no remote to push to"), "\(outcome.text)")
    #expect(try tip("other", of: sandbox) == before)
  }
}
