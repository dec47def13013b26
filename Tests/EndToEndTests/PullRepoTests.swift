import Foundation
import TestSupport
import Testing

/// `--repo URL`: reading and pulling without a clone, through a cache.
struct PullRepoTests {
  private let sandbox: GitSandbox

  /// `server.git` with Models/m 1.0.0 to 1.2.0, @champion at 1.1.0, and its content; nothing else knows of it.
  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    try sandbox.git("config", "uploadpack.allowFilter", "true", in: "server.git")
    try sandbox.git("remote", "add", "origin", address, in: "acme")
    for number in ["1.0.0", "1.1.0", "1.2.0"] { try publish(number) }
    try sandbox.registry("alias", "set", "Models/m@1.1.0", "champion", in: "acme")
    try push()
    try sandbox.git("config", "--global", "lfs.transfer.maxretries", "1")
    try sandbox.write("", to: "work/here")
  }

  private var address: String { "file://\(sandbox.path("server.git"))" }

  private func publish(_ number: String) throws {
    try sandbox.write("weights \(number)", to: "acme/model.onnx")
    try sandbox.write("log \(number)", to: "acme/train.log")
    try sandbox.registry(
      "version", "create", "Models/m", number, "--artifact", "model.onnx", "--log", "train.log", in: "acme")
  }

  private func push() throws { try sandbox.git("push", "--quiet", "origin", "main", in: "acme") }

  /// Runs a command with `--repo` in a folder that is in no repository.
  private func run(_ arguments: String..., repo: String? = nil) throws -> GitSandbox.Outcome {
    try sandbox.registry(arguments + ["--repo", repo ?? address], in: "work")
  }

  private func bash(_ script: String) throws -> String { try sandbox.run("bash", ["-c", script]).output }

  @Test func whatIsReadIsTheSame() throws {
    for arguments in [
      ["list"], ["list", "Models"], ["list", "Models/m", "--json"], ["show", "Models"], ["show", "Models/m"],
      ["show", "Models/m@champion"], ["show", "Models/m@1.0.0", "--json"], ["resolve", "Models/m@^1.0"],
      ["resolve", "Models/m@latest", "--json"],
    ] {
      let there = try sandbox.registry(arguments + ["--repo", address], in: "work")
      let here = try sandbox.registry(arguments, in: "acme")
      #expect(there.status == 0 && here.status == 0, "\(arguments): \(there.text)")
      #expect(there.output == here.output, "\(arguments)")
      #expect(there.error == "", "\(there.text)")
    }
    for arguments in [["show", "Models/x"], ["resolve", "Models/m@9.0.0"], ["resolve", "Models/m@chmapion"]] {
      let there = try sandbox.registry(arguments + ["--repo", address], in: "work")
      let here = try sandbox.registry(arguments, in: "acme")
      #expect(there.status == 1 && there.error == here.error, "\(there.text)")
    }
  }

  @Test("every form of an address", arguments: ["file", "path", "relative"])
  func addresses(form: String) throws {
    let repo = ["file": address, "path": sandbox.path("server.git"), "relative": "../server.git"][form]
    let outcome = try run("pull", "Models/m@champion", repo: repo)
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.output == "pulled Models/m@1.1.0: 2 artifacts, 22 B, into m-1.1.0/\n")
    #expect(try sandbox.read("work/m-1.1.0/model.onnx") == "weights 1.1.0")
  }

  @Test func whatIsNoAddress() throws {
    for repo in ["--upload-pack=touch \(sandbox.path("owned"))", "-x", "", "a\nb", "nowhere.git"] {
      let outcome = try sandbox.registry(["show", "Models", "--repo=\(repo)"], in: "work")
      #expect(outcome.status == 64, "\(repo): \(outcome.text)")
    }
    #expect(!sandbox.exists("owned"))
    let helper = try run("show", "Models", repo: "ext::sh -c touch% \(sandbox.path("owned"))")
    #expect(helper.status == 4, "\(helper.text)")
    #expect(!sandbox.exists("owned"))
  }

  @Test func onlyWhatIsAskedForIsFetched() throws {
    for number in ["1.3.0", "1.4.0", "1.5.0"] { try publish(number) }
    try push()
    sandbox.environment["GIT_TRACE2_EVENT"] = sandbox.path("trace")
    #expect(try run("pull", "Models/m@1.1.0", "--type", "model").status == 0)
    sandbox.environment["GIT_TRACE2_EVENT"] = nil
    // HEAD with the folders, the manifests, the pointers.
    let fetches = try bash(#"grep -c '"event":"cmd_name".*"name":"fetch"' trace"#)
    #expect(fetches == "3\n")
    let cache = "$(ls -d .cache/git-registry/*/)"
    #expect(try bash("find \(cache)/lfs/objects -type f | wc -l") == "1\n")
    // organization, registry, model, version; two pointers.
    #expect(try bash("git -C \(cache) cat-file --batch-all-objects --batch-check | grep -c blob") == "6\n")
    #expect(try bash("git -C \(cache) rev-list --count HEAD") == "1\n")
    #expect(try bash("stat -c %a .cache/git-registry") == "700\n")
  }

  @Test func newVersionsAreSeenAndLocksHold() throws {
    #expect(try run("pull", "Models/m@latest", "--lock", "lock.yaml", "--output", "out").status == 0)
    try publish("1.3.0")
    try push()
    let outdated = try run("outdated", "--lock", "lock.yaml")
    #expect(outdated.status == 0 && outdated.output.contains("1.3.0"), "\(outdated.text)")
    #expect(try sandbox.registry(["outdated", "--lock", "../work/lock.yaml"], in: "acme").output == outdated.output)
    #expect(try run("pull", "--locked", "lock.yaml", "--output", "out").status == 0)
    #expect(try sandbox.read("work/out/model.onnx") == "weights 1.2.0")
    #expect(try run("pull", "Models/m@latest", "--output", "out", "--swap").status == 0)
    #expect(try sandbox.read("work/out/model.onnx") == "weights 1.3.0")
  }

  @Test func anotherPointInTime() throws {
    let old = try sandbox.git("rev-parse", "HEAD~2", in: "acme").trimmingCharacters(in: .whitespacesAndNewlines)
    try sandbox.git("tag", "-a", "-m", "", "then", old, in: "acme")
    try sandbox.git("branch", "other", old, in: "acme")
    try sandbox.git("push", "--quiet", "origin", "then", "other", in: "acme")
    for at in [old, "then", "other", "refs/tags/then"] {
      let outcome = try run("resolve", "Models/m@latest", "--at", at)
      #expect(outcome.output.contains("Models/m@1.1.0") && outcome.output.contains(old), "\(at): \(outcome.text)")
    }
    #expect(try run("resolve", "Models/m@latest", "--at", "2026-11-23").output.contains("Models/m@1.2.0"))
    #expect(try run("resolve", "Models/m@latest", "--at", "2020-01-01").status == 1)
    for at in ["HEAD~1", "nope", "-x", "+main", "main:main", "a b"] {
      let outcome = try sandbox.registry(["resolve", "Models/m@latest", "--at=\(at)", "--repo", address], in: "work")
      #expect(outcome.status == 64, "\(at): \(outcome.text)")
      #expect(outcome.error.contains("help: "), "\(at): \(outcome.text)")
    }
  }

  @Test("a date goes by the record of pushes, where there is one")
  func theRecordOfPushes() throws {
    #expect(try run("resolve", "Models/m@latest", "--at", "2030-01-01", "--json").output.contains(#""basis": "dates""#))
    try sandbox.registry("hook", "install", "server.git", "--actor-from", "env:PUSHER", in: ".")
    sandbox.environment["PUSHER"] = "ada"
    try publish("1.3.0")
    try push()
    let outcome = try run("resolve", "Models/m@latest", "--at", "2030-01-01", "--json")
    #expect(outcome.output.contains(#""basis": "record""#) && outcome.output.contains("1.3.0"), "\(outcome.text)")
    #expect(try run("resolve", "Models/m@latest").output.contains("1.3.0"), "and HEAD alone is read after that")
  }

  @Test func withoutANetwork() throws {
    let never = try run("resolve", "Models/m@latest", repo: "file:///nowhere/x.git")
    #expect(never.status == 4, "\(never.text)")
    #expect(
      never.error.contains("cannot read file:///nowhere/x.git") && never.error.contains("help: "), "\(never.text)")
    #expect(try run("pull", "Models/m@1.1.0", "--output", "out").status == 0)
    _ = try bash("mv server.git away.git")
    let outcome = try run("pull", "Models/m@1.1.0", "--output", "again")
    #expect(outcome.status == 4, "\(outcome.text)")
    #expect(!sandbox.exists("work/again"))
    let help = try #require(outcome.error.split(separator: "\n").last?.split(separator: " ").last.map(String.init))
    #expect(help.count == 40, "\(outcome.text)")
    // What was read last is enough for what was pulled last.
    let known = try run("pull", "Models/m@1.1.0", "--output", "again", "--at", help)
    #expect(known.status == 0, "\(known.text)")
    #expect(try sandbox.read("work/again/model.onnx") == "weights 1.1.0")
    // What was not read is there, and cannot be had.
    let other = try run("show", "Models/m@1.0.0", "--at", help)
    #expect(other.status == 4, "\(other.text)")
    _ = try bash("mv away.git server.git")
    #expect(try run("show", "Models/m@1.0.0").status == 0)
  }

  @Test func aCacheThatCannotBeWritten() throws {
    sandbox.environment["XDG_CACHE_HOME"] = "/proc/nowhere"
    let outcome = try run("show", "Models")
    #expect(outcome.status == 64 && outcome.error.contains("help: set XDG_CACHE_HOME"), "\(outcome.text)")
    sandbox.environment["XDG_CACHE_HOME"] = sandbox.path("elsewhere")
    #expect(try run("show", "Models").status == 0)
    #expect(sandbox.exists("elsewhere/git-registry"))
  }

  @Test("names and passwords are not shown")
  func passwords() throws {
    let outcome = try run("show", "Models", repo: "http://ada:secret@127.0.0.1:1/acme.git")
    #expect(outcome.status == 4, "\(outcome.text)")
    #expect(outcome.error.contains("cannot read http://127.0.0.1:1/acme.git"), "\(outcome.text)")
    #expect(!outcome.error.contains("secret"), "\(outcome.text)")
  }

  static let damages = [
    "rm HEAD", "rm -r objects", "printf x > config", "rm -r refs", ": > refs/heads/main", "echo 0 > refs/heads/main",
    "for p in objects/pack/*.pack; do chmod +w $p; printf x | dd of=$p bs=1 seek=60 conv=notrunc status=none; done",
    "rm -f objects/pack/*.pack", "touch shallow.lock HEAD.lock config.lock refs/heads/main.lock",
    "cd ..; rm -r *; mkdir .x",
    "printf x > shallow",
  ]

  @Test("a damaged cache is made again", arguments: damages)
  func damage(script: String) throws {
    #expect(try run("pull", "Models/m@1.1.0", "--output", "first").status == 0)
    _ = try bash("cd .cache/git-registry/*/ && { \(script); }")
    let outcome = try run("pull", "Models/m@1.2.0", "--output", "second")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try sandbox.read("work/second/model.onnx") == "weights 1.2.0")
    #expect(try run("pull", "Models/m@1.1.0", "--output", "third").status == 0)
  }

  @Test("many at once share a cache that is not there yet")
  func concurrency() throws {
    let script = """
      cd work; for i in 1 2 3; do for v in 1.0.0 1.1.0 1.2.0; do
        git registry pull Models/m@$v --repo \(address) -o $i-$v >/dev/null || echo failed &
      done; done; wait; cat */model.onnx; ls ../.cache/git-registry | wc -l
      """
    let expected = ["1", "2", "3"].map { _ in "weights 1.0.0weights 1.1.0weights 1.2.0" }.joined()
    #expect(try bash(script) == expected + "2\n")
  }

  @Test("a server without filters, one with git blobs, one without a commit, and one that is not a registry")
  func otherServers() throws {
    try sandbox.git("config", "uploadpack.allowFilter", "false", in: "server.git")
    let all = try run("pull", "Models/m@1.1.0")
    #expect(all.status == 0, "\(all.text)")
    try sandbox.git("init", "--quiet", "--bare", "empty.git")
    let empty = try run("list", repo: "../empty.git")
    #expect(empty.status == 1 && empty.error.contains("has no commit yet"), "\(empty.text)")
    try sandbox.registry(
      "init", "small", "--name", "small", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/s", in: "small")
    try sandbox.registry("version", "create", "Models/s", "1.0.0", "--artifact", "../acme/model.onnx", in: "small")
    try sandbox.git("config", "uploadpack.allowFilter", "true", in: "small")
    let small = try run("pull", "Models/s@1.0.0", repo: "../small")
    #expect(small.status == 0, "\(small.text)")
    #expect(try sandbox.read("work/s-1.0.0/model.onnx") == "weights 1.2.0")
    try sandbox.git("init", "--quiet", "plain")
    try sandbox.git("commit", "--quiet", "--allow-empty", "-m", "x", in: "plain")
    let plain = try run("list", repo: "../plain")
    #expect(plain.status == 65 && plain.error.contains("is not a registry"), "\(plain.text)")
  }

  @Test func inAnotherRepositorysHook() throws {
    try sandbox.git("init", "--quiet", "app")
    try sandbox.write(
      "#!/bin/sh\ngit registry resolve Models/m@latest --repo \(address)\n", to: "app/.git/hooks/pre-commit")
    let outcome = try sandbox.run(
      "bash", ["-c", "chmod +x .git/hooks/pre-commit; git commit -q --allow-empty -m x"], in: "app")
    #expect(outcome.status == 0 && outcome.text.contains("Models/m@1.2.0"), "\(outcome.text)")
  }

  @Test func remoteAndRepoExcludeEachOther() throws {
    #expect(try run("pull", "Models/m@1.0.0", "--remote", "origin").status == 64)
  }
}
