import Foundation
import TestSupport
import Testing

/// `--push`: content first, then the reference; and what happens where somebody else was faster.
struct PushOptionTests {
  /// Where artifacts' content lies: what holds of a push holds in both.
  enum Blobs: String, CaseIterable, Sendable { case lfs, git }

  private func make(_ blobs: Blobs = .lfs) throws -> GitSandbox {
    let sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", blobs.rawValue, in: ".")
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

  private func contents(of sandbox: GitSandbox, _ blobs: Blobs = .lfs) throws -> [String] {
    let find =
      blobs == .lfs
      ? "for f in $(find plain.git/lfs/objects -type f); do cat $f; echo; done"
      : "cd plain.git; for f in $(git ls-tree -r --name-only main blobs); do git cat-file blob main:$f; echo; done"
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

  @Test("who is slower makes the change again", arguments: [false, true], Blobs.allCases)
  func races(isBare: Bool, _ blobs: Blobs) throws {
    let sandbox = try make(blobs)
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
    #expect(try contents(of: sandbox, blobs) == ["one", "two"])
    if !isBare { #expect(try sandbox.git("status", "--porcelain", "-uno", in: "other") == "") }
  }

  @Test(arguments: Blobs.allCases) func commitsThatAreNotOursAreNeverTakenBack(_ blobs: Blobs) throws {
    let sandbox = try make(blobs)
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

  @Test(arguments: Blobs.allCases) func localEditsAreNeverLost(_ blobs: Blobs) throws {
    let sandbox = try make(blobs)
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
    #expect(outcome.error.contains("nothing is published: 'origin' refused it, and commit "), "\(outcome.text)")
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

  // MARK: A push that fails, and the same command again

  private func refuse(_ isRefusing: Bool, in sandbox: GitSandbox) throws {
    let hook = "plain.git/hooks/pre-receive"
    _ = try sandbox.run("rm", ["-f", hook])
    guard isRefusing else { return }
    try sandbox.write("#!/bin/sh\necho 'ask the owners'\nexit 1\n", to: hook)
    _ = try sandbox.run("chmod", ["+x", hook])
  }

  private func versions(of sandbox: GitSandbox) throws -> [Substring] {
    try sandbox.git("ls-tree", "--name-only", "main:registries/Models/m/versions", in: "plain.git").split(
      separator: "\n")
  }

  @Test(arguments: Blobs.allCases) func whatIsRefusedIsTakenBack(_ blobs: Blobs) throws {
    let sandbox = try make(blobs)
    let before = try tip("acme", of: sandbox)
    try refuse(true, in: sandbox)
    for _ in 0..<2 {
      let outcome = try publish("one", in: "acme", of: sandbox)
      #expect(outcome.status == 1)
      #expect(outcome.error.contains("nothing is published: 'origin' refused it, and commit "), "\(outcome.text)")
      #expect(outcome.error.contains("was taken back, so main is as it was\n"), "\(outcome.text)")
      #expect(outcome.error.contains("remote: ask the owners\n"), "\(outcome.text)")
      #expect(try tip("acme", of: sandbox) == before)
      #expect(try sandbox.git("status", "--porcelain", "-uno", in: "acme") == "")
      #expect(!sandbox.exists("acme/registries/Models/m/versions/1.0.0.yaml"))
    }
    try refuse(false, in: sandbox)
    #expect(try publish("one", in: "acme", of: sandbox).status == 0)
    #expect(try versions(of: sandbox) == ["1.0.0.yaml"])
    #expect(try contents(of: sandbox, blobs) == ["one"])
  }

  @Test func aBranchThatIsRefusedIsNoBranch() throws {
    let sandbox = try make()
    try refuse(true, in: sandbox)
    let outcome = try publish("one", in: "acme", of: sandbox, "--branch", "proposal")
    #expect(outcome.error.contains("was taken back, so there is no branch proposal\n"), "\(outcome.text)")
    #expect(try sandbox.git("branch", "--list", "proposal", in: "acme") == "")
  }

  /// What would be lost stays, and the commit with it.
  @Test func editsOfWhatIsRefusedAreNotLost() throws {
    let sandbox = try make()
    let hook = "acme/.git/hooks/pre-push"
    try sandbox.write(
      "#!/bin/sh\nif [ -f edit ]; then echo mine >> registries/Models/m/versions/1.0.0.yaml; fi\n", to: hook)
    _ = try sandbox.run("chmod", ["+x", hook])
    try sandbox.write("", to: "acme/edit")
    try refuse(true, in: sandbox)
    let outcome = try sandbox.registry(["version", "create", "Models/m", "--push"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("and it could not be taken back"), "\(outcome.text)")
    #expect(try sandbox.read("acme/registries/Models/m/versions/1.0.0.yaml").hasSuffix("mine\n"))
  }

  @Test(
    "a commit that the network kept back is pushed by the same command", arguments: Blobs.allCases, [false, true])
  func networkGoneAndBack(_ blobs: Blobs, isRaced: Bool) throws {
    let sandbox = try make(blobs)
    let address = "file://\(sandbox.path("plain.git"))"
    try sandbox.git("remote", "set-url", "origin", "file://\(sandbox.path("nowhere.git"))", in: "acme")
    for _ in 0..<2 {
      let outcome = try publish("one", in: "acme", of: sandbox)
      #expect(outcome.status == 4)
      #expect(
        outcome.error.contains("help: git push origin main, or the same command again: it pushes this commit"),
        "\(outcome.text)")
    }
    if isRaced { #expect(try publish("two", in: "other", of: sandbox).status == 0) }
    try sandbox.git("remote", "set-url", "origin", address, in: "acme")
    let outcome = try publish("one", in: "acme", of: sandbox)
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.error.contains("already made by commit "), "\(outcome.text)")
    #expect(outcome.output.contains("Publish Models/m@1.0.\(isRaced ? 1 : 0) ["), "\(outcome.text)")
    #expect(try versions(of: sandbox).count == (isRaced ? 2 : 1))
    #expect(try contents(of: sandbox, blobs) == (isRaced ? ["one", "two"] : ["one"]))
    #expect(try tip("acme", of: sandbox) == tip("plain.git", of: sandbox))
    // Another content is another version.
    #expect(try publish("three", in: "acme", of: sandbox).output.contains("Publish Models/m@1.0.\(isRaced ? 2 : 1) ["))
  }

  /// An alias that points there already is still to be pushed.
  @Test func whatChangesNothingPushesWhatIsLeft() throws {
    let sandbox = try make()
    #expect(try publish("one", in: "acme", of: sandbox).status == 0)
    try sandbox.registry("alias", "set", "Models/m@1.0.0", "champion", in: "acme")
    let outcome = try sandbox.registry(["alias", "set", "Models/m@1.0.0", "champion", "--push"], in: "acme")
    #expect(outcome.status == 0 && outcome.output.hasSuffix("pushed main to origin\n"), "\(outcome.text)")
    #expect(try tip("acme", of: sandbox) == tip("plain.git", of: sandbox))
  }

  @Test("what the server says is shown", arguments: [[], ["--json"]]) func wordsOfServer(_ more: [String]) throws {
    let sandbox = try make()
    let hook = "plain.git/hooks/post-receive"
    try sandbox.write("#!/bin/sh\necho; echo 'Create a pull request:'; echo '  https://host/pr'; echo\n", to: hook)
    _ = try sandbox.run("chmod", ["+x", hook])
    let outcome = try sandbox.registry(
      ["version", "create", "Models/m", "--branch", "x", "--push"] + more, in: "acme")
    #expect(outcome.status == 0)
    #expect(
      outcome.error.hasSuffix("remote: Create a pull request:\nremote:   https://host/pr\n"), "\(outcome.text)")
  }
}
