import Foundation
import TestSupport
import Testing

/// The hook of a clone, installed by the program or run by pre-commit.
struct PreCommitTests {
  private let sandbox: GitSandbox
  /// PyPI's pre-commit, which `make test` installs and names.
  private static let preCommit = ProcessInfo.processInfo.environment["PRE_COMMIT"]

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "clone", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
  }

  private func commit(_ arguments: String..., in folder: String = "clone") throws -> GitSandbox.Outcome {
    try sandbox.run("git", ["commit", "--quiet", "--message", "Change"] + arguments, in: folder)
  }

  private func edit(_ script: String, in folder: String = "clone") throws {
    let outcome = try sandbox.run("bash", ["-ec", script], in: folder)
    try #require(outcome.status == 0, "\(outcome.text)")
  }

  private static let good = "sed -i 's/^name: .*/name: Acme Models/' organization.yaml"
  private static let bad = "sed -i '/^name:/d' organization.yaml"

  /// Each way in which git takes what it commits from an index, which is not always `.git/index`.
  static let ways: [(name: String, stage: String, arguments: [String])] = [
    ("staged", "git add organization.yaml", []), ("all", ":", ["--all"]), ("a path", ":", ["organization.yaml"]),
  ]

  @Test("refuses a bad change and lets a good one pass", arguments: ways)
  func judges(_ way: (name: String, stage: String, arguments: [String])) throws {
    let installed = try sandbox.registry("hook", "install", "--pre-commit", in: "clone")
    #expect(installed.contains("judges what is staged before each commit"))
    let tip = try sandbox.git("rev-parse", "HEAD", in: "clone")
    func commit() throws -> GitSandbox.Outcome {
      try sandbox.run("git", ["commit", "--quiet", "--message", "Change"] + way.arguments, in: "clone")
    }
    try edit("\(Self.bad) && \(way.stage)")
    let refused = try commit()
    #expect(refused.status != 0 && refused.text.contains("[manifest-schema]"), "\(refused.text)")
    #expect(try sandbox.git("rev-parse", "HEAD", in: "clone") == tip)
    try edit("git checkout --quiet HEAD organization.yaml && \(Self.good) && \(way.stage)")
    let accepted = try commit()
    #expect(accepted.status == 0, "\(accepted.text)")
    #expect(try sandbox.git("rev-parse", "HEAD", in: "clone") != tip)
  }

  @Test func judgesInALinkedWorkTree() throws {
    try sandbox.git("worktree", "add", "--quiet", "-b", "topic", "../linked", in: "clone")
    try sandbox.registry("hook", "install", "--pre-commit", in: "linked")
    try edit(Self.bad, in: "linked")
    let refused = try commit("--all", in: "linked")
    #expect(refused.status != 0 && refused.text.contains("[manifest-schema]"), "\(refused.text)")
    #expect(sandbox.exists("clone/.git/hooks/pre-commit"))
  }

  @Test func judgesTheVeryFirstCommit() throws {
    try edit(
      "git init --quiet new && cp -r clone/members clone/registries clone/organization.yaml clone/.gitattributes new",
      in: ".")
    try sandbox.registry("hook", "install", "--pre-commit", in: "new")
    try edit("cp organization.yaml ../kept && \(Self.bad) && git add .", in: "new")
    let refused = try commit(in: "new")
    #expect(refused.status != 0 && refused.text.contains("[manifest-schema]"), "\(refused.text)")
    try edit("cp ../kept organization.yaml && git add .", in: "new")
    let accepted = try commit(in: "new")
    #expect(accepted.status == 0, "\(accepted.text)")
  }

  @Test func goesWhereTheConfigurationSays() throws {
    try sandbox.git("config", "core.hooksPath", sandbox.path("my hooks"), in: "clone")
    try sandbox.registry("hook", "install", "--pre-commit", in: "clone")
    #expect(sandbox.exists("my hooks/pre-commit"))
    try edit(Self.bad)
    #expect(try commit("--all").status != 0)
  }

  @Test func replacesItsOwnHookOnly() throws {
    for _ in 1...2 { try sandbox.registry("hook", "install", "--pre-commit", in: "clone") }
    try sandbox.write("#!/bin/sh\nexit 0\n", to: "clone/.git/hooks/pre-commit")
    let refused = try sandbox.registry(["hook", "install", "--pre-commit"], in: "clone")
    #expect(refused.status == 1)
    #expect(refused.error.contains("was not written by git registry\nhelp: add this line to it: /"), "\(refused.text)")
    #expect(refused.error.contains("git-registry validate --staged --base HEAD\n"))
    #expect(try sandbox.read("clone/.git/hooks/pre-commit") == "#!/bin/sh\nexit 0\n")
  }

  @Test func refusesABareRepositoryAndOptionsForPushes() throws {
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    #expect(try sandbox.registry(["hook", "install", "--pre-commit", "server.git"]).status == 1)
    #expect(try sandbox.registry(["hook", "install", "--pre-commit", "clone", "--actor-from", "os"]).status == 64)
    #expect(!sandbox.exists("server.git/hooks/pre-commit"))
  }

  @Test("pre-commit runs the hook that .pre-commit-hooks.yaml offers", .enabled(if: preCommit != nil))
  func preCommitRunsIt() throws {
    let program = try #require(Self.preCommit)
    try sandbox.write(try SourceTree.text(".pre-commit-hooks.yaml"), to: "hooks/.pre-commit-hooks.yaml")
    try edit("git init --quiet . && git add . && git commit --quiet --message Hooks && git tag v1", in: "hooks")
    try sandbox.write(
      """
      repos:
        - repo: \(sandbox.path("hooks"))
          rev: v1
          hooks:
            - id: git-registry-validate
      """, to: "clone/.pre-commit-config.yaml")
    let installed = try sandbox.run(program, ["install"], in: "clone")
    try #require(installed.status == 0, "\(installed.text)")
    try edit("\(Self.bad) && git add .")
    let refused = try commit()
    #expect(refused.status != 0 && refused.text.contains("[manifest-schema]"), "\(refused.text)")
    try edit("git checkout --quiet HEAD organization.yaml && git add .")
    let accepted = try commit()
    #expect(accepted.status == 0, "\(accepted.text)")
    #expect(accepted.text.contains("Passed"), "\(accepted.text)")
  }
}
