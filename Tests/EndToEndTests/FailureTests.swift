import TestSupport
import Testing

/// A command that fails leaves refs, index, work tree and blob store as they were.
struct FailureTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try sandbox.registry("create", "Custom", "--accept", "model", in: "acme")
    try sandbox.registry("member", "add", "bob", "--email", "b@acme.org", in: "acme")
    try sandbox.registry("member", "add", "bob", "--registry", "Custom", "--role", "member", in: "acme")
    try sandbox.write("weights", to: "acme/model.onnx")
    try sandbox.registry("version", "create", "Models/m", "1.4.2", "--artifact", "model.onnx", in: "acme")
  }

  /// Everything that a command could change: refs, index, files, LFS content, loose objects.
  private func state() throws -> String {
    let files = try sandbox.run(
      "bash",
      [
        "-c",
        "git for-each-ref; git ls-files --stage; git status --short; find . -path ./.git -prune -o -type f -print | sort; find .git/lfs -type f | sort",
      ],
      in: "acme")
    return files.text
  }

  static let failing: [[String]] = [
    ["version", "create", "Models/m", "1.4.1", "--artifact", "new.onnx"],
    ["version", "create", "Models/m", "--artifact", "new.onnx=dataset"],
    ["version", "create", "Models/m", "--artifact", "new.onnx", "--artifact", "missing.onnx"],
    ["version", "create", "Models/m", "--artifact", "new.onnx", "--alias", "v1"],
    ["version", "create", "Models/m", "--artifact", "new.onnx", "--dry-run"],
    ["version", "create", "Models/m", "--artifact", "new.onnx", "--metric", "a=b"],
    ["version", "edit", "Models/m@1.4.2", "--artifact", "model.onnx"],
    ["member", "remove", "ada"],
    ["member", "edit", "bob", "--registry", "Custom", "--role", "viewer", "--email", "bob@acme.org"],
    ["member", "edit", "bob", "--registry", "Custom", "--role", "viewer", "--no-service"],
    ["create", "bad name"],
    ["delete", "Nothing"],
  ]

  @Test("changes nothing", arguments: failing)
  func changesNothing(_ arguments: [String]) throws {
    try sandbox.write("new weights", to: "acme/new.onnx")
    let before = try state()
    let outcome = try sandbox.registry(arguments, in: "acme")
    let isMeant = arguments.contains("--dry-run") || outcome.output == "nothing to change\n"
    #expect(outcome.status != 0 || isMeant, "\(outcome.text)")
    #expect(try state() == before)
  }

  @Test("a git init that was killed is completed", arguments: [["HEAD", "config"], ["objects"], ["refs", "info"]])
  func aKilledInitIsCompleted(missing: [String]) throws {
    try sandbox.git("init", "--quiet", "new")
    for name in missing { _ = try sandbox.run("rm", ["-r", "new/.git/\(name)"]) }
    let arguments = ["init", "new", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org"]
    let outcome = try sandbox.registry(arguments, in: ".")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try sandbox.registry(["validate"], in: "new").status == 0)
  }

  @Test func localEditsAreNeverOverwritten() throws {
    try sandbox.write(
      "apiVersion: git-registry/v1\nkind: Model\ndescription: mine\n", to: "acme/registries/Models/m/model.yaml")
    let before = try state()
    let outcome = try sandbox.registry(["model", "edit", "Models/m", "--description", "theirs"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("stands in the way"))
    #expect(try state() == before)
    // Edits elsewhere are no hindrance, and stay.
    try sandbox.registry("member", "add", "grace", "--email", "grace@acme.org", in: "acme")
    #expect(try sandbox.read("acme/registries/Models/m/model.yaml").contains("mine"))
    #expect(try sandbox.git("status", "--short", in: "acme").contains(" M registries/Models/m/model.yaml"))
  }

  @Test func anUntrackedFileInTheWayIsNeverOverwritten() throws {
    try sandbox.write("mine", to: "acme/members/grace.yaml")
    let outcome = try sandbox.registry(["member", "add", "grace", "--email", "grace@acme.org"], in: "acme")
    #expect(outcome.status == 1)
    #expect(try sandbox.read("acme/members/grace.yaml") == "mine")
  }

  /// Where git cannot bring the work tree along, the commit stays, and so does its content.
  @Test func aCommitThatIsMadeKeepsItsContent() throws {
    try sandbox.write("new weights", to: "acme/new.onnx")
    try sandbox.write("#!/bin/sh\nexit 1\n", to: "acme/.git/hooks/post-checkout")
    _ = try sandbox.run("chmod", ["+x", "acme/.git/hooks/post-checkout"])
    let outcome = try sandbox.registry(["version", "create", "Models/m", "--artifact", "new.onnx"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("the work tree could not be updated"), "\(outcome.text)")
    try sandbox.registry("pull", "Models/m@1.4.3", "--output", "back", in: "acme")
    #expect(try sandbox.read("acme/back/new.onnx") == "new weights")
  }

  /// Another git process that keeps the index is waited for, and then nothing is committed.
  @Test func aLockedIndexStopsACommandBeforeItCommits() throws {
    try sandbox.write("new weights", to: "acme/new.onnx")
    try sandbox.write("", to: "acme/.git/index.lock")
    let before = try state()
    let outcome = try sandbox.registry(["version", "create", "Models/m", "--artifact", "new.onnx"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("another git process is running"), "\(outcome.text)")
    #expect(try state() == before)
  }

  @Test func whatIsNotUnderstoodIsNotLost() throws {
    try sandbox.write(
      "apiVersion: git-registry/v1\nkind: Model\ntag: {a: b}\n", to: "acme/registries/Models/m/model.yaml")
    try sandbox.git("commit", "--quiet", "--all", "--message", "typo", in: "acme")
    let outcome = try sandbox.registry(["model", "edit", "Models/m", "--description", "x"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("would lose what is wrong in it"), "\(outcome.text)")
  }

  @Test func anUntrackedFileInTheWayOfAFolderStays() throws {
    try sandbox.write("precious", to: "acme/registries/Models/new")
    let outcome = try sandbox.registry(["model", "create", "Models/new"], in: "acme")
    #expect(outcome.status == 1)
    #expect(try sandbox.read("acme/registries/Models/new") == "precious")
  }

  @Test func aFolderIsPublishedWholeOrNotAtAll() throws {
    try sandbox.write("a", to: "acme/out/a.bin")
    _ = try sandbox.run("ln", ["-s", "..", "acme/out/link"])
    let linked = try sandbox.registry(["version", "create", "Models/m", "--artifact", "out"], in: "acme")
    #expect(linked.status == 1)
    #expect(linked.error.contains("it is a link to '..', outside of the folder"), "\(linked.text)")
    _ = try sandbox.run("rm", ["acme/out/link"])
    _ = try sandbox.run("mkfifo", ["acme/out/pipe"])
    let piped = try sandbox.registry(["version", "create", "Models/m", "--artifact", "out"], in: "acme")
    #expect(piped.status == 1)
    #expect(piped.error.contains("is not a regular file"), "\(piped.text)")
  }

  @Test func nothingIsWrittenInTheMiddleOfAMerge() throws {
    try sandbox.git("checkout", "--quiet", "-b", "side", "HEAD~1", in: "acme")
    try sandbox.git("commit", "--quiet", "--allow-empty", "--message", "side", in: "acme")
    try sandbox.git("checkout", "--quiet", "main", in: "acme")
    try sandbox.git("merge", "--no-commit", "--no-ff", "side", in: "acme")
    let outcome = try sandbox.registry(["model", "create", "Models/k"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("finish or abort it first"))
  }
}
