import Foundation
import TestSupport
import Testing

/// Machines as they are: without an identity, with other defaults of git, shallow, not to be written to, with other line ends.
struct MachineTests {
  private let sandbox: GitSandbox

  init() throws { sandbox = try GitSandbox() }

  private func make(_ more: String...) throws {
    try sandbox.registry(
      ["init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org"] + more, in: "."
    ).requireSuccess()
    try sandbox.registry("model", "create", "Models/m", in: "acme")
  }

  private func forgetIdentity() throws {
    for name in sandbox.environment.keys where name.hasPrefix("GIT_AUTHOR_") || name.hasPrefix("GIT_COMMITTER_") {
      sandbox.environment[name] = nil
    }
    try sandbox.write("[user]\n  useConfigOnly = true\n[init]\n  defaultBranch = main\n", to: "gitconfig")
  }

  // MARK: Identity

  @Test(
    "who has no identity is told both ways to get one",
    arguments: [
      ["version", "create", "Models/m", "--metric", "a=1"], ["version", "create", "Models/m", "--dry-run"],
      ["model", "create", "Models/n"], ["create", "Lab"], ["init", "../new", "--name", "new"],
      ["init", "../new", "--name", "new", "--admin", "ada", "--email", "ada@acme.org"],
    ])
  func noIdentity(_ command: [String]) throws {
    try make()
    try forgetIdentity()
    let outcome = try sandbox.registry(command, in: "acme")
    #expect(
      outcome.text == """
        error: git does not know who commits here
        help: git config user.name NAME and git config user.email MAIL, or set GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL
        [exit status 64]

        """)
    #expect(!sandbox.exists("new"))
  }

  @Test func theFirstAdminIsWhomGitKnows() throws {
    let outcome = try sandbox.registry(["init", "acme", "--name", "acme"], in: ".")
    #expect(outcome.status == 0 && outcome.error == "", "\(outcome.text)")
    #expect(try sandbox.read("acme/members/ada.yaml").contains("- ada@acme.org\nrole: admin\n"))
    #expect(try sandbox.registry(["create", "Lab"], in: "acme").status == 0)
  }

  @Test func anAdminWhoIsNotWhomGitKnowsIsTold() throws {
    let outcome = try sandbox.registry(["init", "acme", "--name", "acme", "--email", "grace@acme.org"], in: ".")
    #expect(outcome.status == 0)
    #expect(
      outcome.error.hasPrefix(
        "warning: git's user.email is 'ada@acme.org' here, but the admin grace has 'grace@acme.org'"),
      "\(outcome.text)")
    #expect(!outcome.error.contains("is not a member"))
  }

  @Test func anAddressThatMakesNoNameNeedsOne() throws {
    let outcome = try sandbox.registry(["init", "acme", "--name", "acme", "--email", "'@acme.org"], in: ".")
    #expect(outcome.status == 64 && outcome.error.contains("--admin"), "\(outcome.text)")
    #expect(!sandbox.exists("acme"))
  }

  // MARK: Formats

  @Test("git's other default formats are not a registry's", arguments: ["environment", "configuration"])
  func otherDefaults(_ place: String) throws {
    if place == "environment" {
      sandbox.environment["GIT_DEFAULT_HASH"] = "sha256"
    } else {
      try sandbox.git("config", "--global", "init.defaultObjectFormat", "sha256")
      try sandbox.git("config", "--global", "init.defaultRefFormat", "reftable")
    }
    try make()
    #expect(try sandbox.git("rev-parse", "--show-object-format", in: "acme") == "sha1\n")
  }

  @Test func anotherFormatSaysWhatItNeeds() throws {
    try sandbox.git("init", "--quiet", "--object-format=sha256", "other")
    let outcome = try sandbox.registry(["list"], in: "other")
    #expect(outcome.status == 64)
    #expect(
      outcome.error.contains("git registry reads SHA-1\nhelp: create it again with git init --object-format=sha1"))
    try sandbox.git("init", "--quiet", "table")
    try sandbox.git("config", "core.repositoryFormatVersion", "1", in: "table")
    _ = try sandbox.run("git", ["config", "extensions.refStorage", "reftable"], in: "table")
    let table = try sandbox.registry(["list"], in: "table")
    #expect(table.error.contains("git refs migrate --ref-format=files"), "\(table.text)")
  }

  // MARK: Clones

  @Test func aShallowClonesAuditSaysWhatIsMissing() throws {
    try make()
    try sandbox.git("clone", "--quiet", "--depth", "1", "file://\(sandbox.path("acme"))", "shallow")
    let outcome = try sandbox.registry(["audit"], in: "shallow")
    #expect(outcome.status == 2, "\(outcome.text)")
    #expect(outcome.output.contains("help: git fetch --unshallow\n"), "\(outcome.text)")
    try sandbox.git("fetch", "--quiet", "--unshallow", in: "shallow")
    #expect(try !sandbox.registry(["audit"], in: "shallow").output.contains("unshallow"))
  }

  /// In a name space of its own, where the clone is mounted read-only.
  @Test(.enabled(if: getuid() == 0)) func whatOnlyShowsWorksWhereNothingCanBeWritten() throws {
    try make()
    try sandbox.write("weights", to: "acme/m.bin")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "m.bin", in: "acme")
    try sandbox.git("clone", "--quiet", "--bare", "acme", "server.git")
    _ = try sandbox.run("cp", ["-r", "acme/.git/lfs", "server.git/lfs"])
    try sandbox.git("clone", "--quiet", "file://\(sandbox.path("server.git"))", "work")
    func readOnly(_ command: String) throws -> GitSandbox.Outcome {
      let script = "mount --bind work work && mount -o remount,ro,bind work && git-registry -C work \(command)"
      return try sandbox.run("unshare", ["-m", "sh", "-c", script])
    }
    guard try readOnly("list").status == 0 else { return }
    for command in ["gc --dry-run", "du", "audit --no-log", "log", "show Models/m@latest"] {
      let outcome = try readOnly(command)
      #expect([0, 2].contains(outcome.status) && !outcome.error.contains("Read-only"), "\(command): \(outcome.text)")
    }
    let doctor = try readOnly("doctor --offline")
    #expect(doctor.status == 1 && doctor.output.contains("pre-push is missing"), "\(doctor.text)")
    let pull = try readOnly("pull Models/m@latest --output \(sandbox.path("out"))")
    #expect(pull.status == 70 && pull.error.contains("cannot be stored in this clone"), "\(pull.text)")
  }

  // MARK: Line ends

  @Test func lineEndsOfACheckoutDoNotCount() throws {
    try make("--blobs", "git")
    try sandbox.git("clone", "--quiet", "--config", "core.autocrlf=true", "acme", "work")
    let path = "work/registries/Models/m/model.yaml"
    #expect(try sandbox.read(path).utf8.contains(UInt8(ascii: "\r")))
    #expect(try sandbox.registry(["validate", "--worktree"], in: "work").status == 0)
    let checked = try sandbox.registry(["fmt", "--check"], in: "work")
    #expect(checked.status == 0, "\(checked.text)")
    // What is to be mended keeps the checkout's line ends.
    try sandbox.write(sandbox.read(path) + "description:   \"x\"\r\n", to: path)
    #expect(try sandbox.registry(["fmt"], in: "work").output == "registries/Models/m/model.yaml\n")
    #expect(try sandbox.read(path).hasSuffix("description: x\r\n"))
    // Line ends that git would commit do count.
    try sandbox.git("config", "core.autocrlf", "false", in: "work")
    #expect(try sandbox.registry(["fmt", "--check"], in: "work").status == 1)
    #expect(try sandbox.registry(["validate", "--worktree"], in: "work").status == 1)
  }

  @Test func manifestsMayHaveOneFormOfLineEndsEverywhere() throws {
    try make("--blobs", "git")
    try sandbox.write("blobs/** -text -diff -merge\n*.yaml text eol=lf\n", to: "acme/.gitattributes")
    try sandbox.git("commit", "--quiet", "--all", "--message", "line ends", in: "acme")
    #expect(try sandbox.registry(["validate"], in: "acme").status == 0)
    #expect(try sandbox.registry(["doctor", "--offline"], in: "acme").status == 0)
  }
}
