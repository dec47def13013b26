import Foundation
import TestSupport
import Testing

/// A program that meets manifests of a newer one says so and reads nothing.
struct NewerManifestTests {
  private let sandbox: GitSandbox

  init() throws { sandbox = try GitSandbox() }

  private func makeRegistry() throws {
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.write("weights", to: "acme/m.bin")
    for command in [
      ["member", "add", "bob", "--email", "bob@acme.org"], ["team", "create", "platform", "--member", "bob"],
      ["create", "Lab", "--admin", "ada"], ["model", "create", "Lab/m"],
      ["version", "create", "Lab/m", "--artifact", "m.bin", "--metric", "a=1"],
      ["alias", "set", "Lab/m@1.0.0", "a"], ["candidate", "create", "Lab/m", "--id", "7f3a", "--metric", "a=2"],
      ["pull", "Lab/m@1.0.0", "--output", "pulled", "--lock", "models.lock"],
    ] {
      try sandbox.registry(command, in: "acme").requireSuccess()
    }
  }

  private func migrate(_ path: String) throws {
    try sandbox.write(
      sandbox.read("acme/\(path)").replacingOccurrences(of: "git-registry/v1", with: "git-registry/v9"),
      to: "acme/\(path)")
    guard path != "models.lock" else { return }
    try sandbox.git("commit", "--quiet", "--all", "--message", "migrate", in: "acme")
  }

  private static func refusal(_ path: String, isJSON: Bool = false) -> String {
    if isJSON {
      return """
        {
          "error": {
            "kind": "notRegistry",
            "message": "\(path) is made for a newer git registry: it is git-registry/v9, but this one knows git-registry/v1",
            "help": "upgrade git registry"
          }
        }
        [exit status 65]

        """
    }
    return """
      error: \(path) is made for a newer git registry: it is git-registry/v9, but this one knows git-registry/v1
      help: upgrade git registry
      [exit status 65]

      """
  }

  /// Every command that shows or fetches.
  static let readers = [
    ["list"], ["list", "Lab"], ["list", "Lab/m"], ["list", "--json"], ["show", "Lab"], ["show", "Lab/m"],
    ["show", "Lab/m@1.0.0"], ["show", "Lab/m@1.0.0", "--mlflow"], ["show", "Lab/m@1.0.0", "--at", "HEAD"],
    ["resolve", "Lab/m@latest"], ["resolve", "Lab/m@^1"], ["resolve", "Lab/m@1.0.0", "--json"],
    ["lineage", "Lab/m@1.0.0"], ["compare", "Lab/m@1.0.0", "Lab/m@1.0.0"], ["plot", "Lab/m", "a"], ["log"],
    ["log", "Lab/m"],
    ["diff", "HEAD", "HEAD"], ["inspect", "Lab/m@1.0.0"], ["pull", "Lab/m@1.0.0", "--output", "out"],
    ["pull", "--locked", "models.lock", "--output", "out"], ["outdated", "--lock", "models.lock"],
    ["candidate", "list", "Lab/m"], ["candidate", "show", "Lab/m", "7f3a"], ["member", "list"],
    ["member", "list", "--registry", "Lab"], ["team", "list"], ["doctor", "--offline"], ["verify"], ["du"],
    ["gc", "--dry-run"],
    ["list", "--repo", "."], ["show", "Lab/m@1.0.0", "--repo", "."], ["resolve", "Lab/m@latest", "--repo", "."],
    ["pull", "Lab/m@1.0.0", "--repo", ".", "--output", "out"],
    ["outdated", "--lock", "models.lock", "--repo", "."],
  ]

  /// Every command that writes.
  static let writers = [
    ["create", "Other"], ["edit", "Lab", "--description", "x"], ["delete", "Lab"],
    ["model", "create", "Lab/n"], ["model", "edit", "Lab/m", "--description", "x"], ["model", "retire", "Lab/m"],
    ["version", "create", "Lab/m", "--metric", "b=1"], ["version", "create", "Lab/m", "--artifact", "m.bin"],
    ["version", "edit", "Lab/m@1.0.0", "--description", "x"], ["version", "yank", "Lab/m@1.0.0", "--reason", "x"],
    ["version", "deprecate", "Lab/m@1.0.0"], ["version", "retire", "Lab/m@1.0.0"],
    ["alias", "set", "Lab/m@1.0.0", "a"], ["alias", "remove", "Lab/m", "a"],
    ["candidate", "create", "Lab/m", "--id", "8a1b", "--metric", "a=3"], ["candidate", "promote", "Lab/m", "7f3a"],
    ["candidate", "delete", "Lab/m", "7f3a"],
    ["member", "add", "eve", "--email", "eve@acme.org"], ["member", "edit", "bob", "--name", "Bob"],
    ["member", "remove", "bob"], ["member", "add", "bob", "--registry", "Lab", "--role", "viewer"],
    ["team", "create", "other", "--member", "bob"], ["team", "add", "platform", "ada"],
    ["team", "remove", "platform", "bob"],
    ["team", "delete", "platform"], ["fmt"], ["fmt", "--check"],
  ]

  @Test("nothing is read or written where the organization's manifest is newer", arguments: [readers, writers])
  func organization(commands: [[String]]) throws {
    try makeRegistry()
    try migrate("organization.yaml")
    let tip = try sandbox.git("rev-parse", "HEAD", in: "acme")
    for command in commands {
      let outcome = try sandbox.registry(command, in: "acme")
      #expect(outcome.text == Self.refusal("organization.yaml", isJSON: command.contains("--json")), "\(command)")
    }
    #expect(try sandbox.git("rev-parse", "HEAD", in: "acme") == tip)
    #expect(!sandbox.exists("acme/out"))
  }

  /// A manifest, and commands that read it.
  static let manifests: [(path: String, commands: [[String]])] = [
    (
      "members/ada.yaml",
      [["member", "list"], ["log"], ["member", "edit", "ada", "--name", "x"], ["member", "remove", "ada"], ["fmt"]]
    ),
    ("members/bob.yaml", [["member", "list"], ["member", "edit", "bob", "--name", "x"], ["fmt", "--check"]]),
    (
      "teams/platform.yaml",
      [
        ["team", "list"], ["team", "add", "platform", "ada"], ["team", "remove", "platform", "bob"],
        ["member", "remove", "bob"],
      ]
    ),
    (
      "registries/Lab/registry.yaml",
      [
        ["list"], ["show", "Lab"], ["model", "create", "Lab/n"], ["edit", "Lab", "--description", "x"],
        ["delete", "Lab"], ["member", "list", "--registry", "Lab"],
        ["member", "add", "bob", "--registry", "Lab", "--role", "viewer"],
        ["model", "retire", "Lab/m"],
      ]
    ),
    (
      "registries/Lab/m/model.yaml",
      [
        ["list", "Lab"], ["show", "Lab/m"], ["log", "Lab/m"], ["alias", "set", "Lab/m@1.0.0", "a"],
        ["alias", "remove", "Lab/m", "a"], ["version", "create", "Lab/m", "--metric", "a=1"],
        ["model", "edit", "Lab/m", "--description", "x"], ["version", "retire", "Lab/m@1.0.0"],
        ["candidate", "list", "Lab/m"],
      ]
    ),
    (
      "registries/Lab/m/versions/1.0.0.yaml",
      [
        ["list", "Lab/m"], ["show", "Lab/m@1.0.0"], ["resolve", "Lab/m@latest"], ["resolve", "Lab/m@^1"],
        ["pull", "Lab/m@1.0.0"], ["lineage", "Lab/m@1.0.0"], ["version", "yank", "Lab/m@1.0.0"],
        ["version", "edit", "Lab/m@1.0.0", "--description", "x"], ["verify"], ["du"],
        ["compare", "Lab/m@1.0.0", "Lab/m@1.0.0"], ["version", "create", "Lab/m", "--bump", "auto", "--metric", "a=1"],
      ]
    ),
    (
      "registries/Lab/m/candidates/7f3a.yaml",
      [
        ["candidate", "list", "Lab/m"], ["candidate", "show", "Lab/m", "7f3a"],
        ["candidate", "promote", "Lab/m", "7f3a"], ["candidate", "delete", "Lab/m", "7f3a"],
      ]
    ),
    (
      "models.lock", [["pull", "--locked", "models.lock", "--output", "out"], ["outdated", "--lock", "models.lock"]]
    ),
  ]

  @Test("is not read as if it were v1", arguments: manifests)
  func isRefused(path: String, commands: [[String]]) throws {
    try makeRegistry()
    try migrate(path)
    let tip = try sandbox.git("rev-parse", "HEAD", in: "acme")
    for command in commands {
      let outcome = try sandbox.registry(command, in: "acme")
      #expect(outcome.text == Self.refusal(path), "\(command)")
    }
    #expect(try sandbox.git("rev-parse", "HEAD", in: "acme") == tip)
  }

  /// Whatever a command reads, it never shows what it could only guess.
  @Test("shows the same as before, or refuses") func isNeverMisread() throws {
    try makeRegistry()
    let commands = Self.readers.filter { !$0.contains("--repo") && $0.first != "log" }
    func outcomes() throws -> [String] {
      let tip = try sandbox.git("rev-parse", "HEAD", in: "acme")
      return try commands.map { command in
        defer { try? FileManager.default.removeItem(atPath: sandbox.path("acme/out")) }
        return try sandbox.registry(command, in: "acme").text.replacing(tip.dropLast(), with: "TIP")
      }
    }
    let before = try outcomes()
    for path in Self.manifests.map(\.path) where path != "models.lock" {
      try migrate(path)
      for (command, (new, old)) in zip(commands, zip(try outcomes(), before)) {
        #expect(new == Self.refusal(path, isJSON: command.contains("--json")) || new == old, "\(command)")
      }
      try sandbox.git("reset", "--quiet", "--hard", "HEAD~1", in: "acme")
    }
  }

  @Test func isAFindingForWhoJudges() throws {
    try makeRegistry()
    try migrate("members/ada.yaml")
    let outcome = try sandbox.registry(["validate"], in: "acme")
    #expect(outcome.status == 1 && outcome.output.contains("help: upgrade git registry"), "\(outcome.text)")
  }

  /// What reads a repository that is not a registry.
  @Test(
    "a repository that is not a registry is said to be none",
    arguments: [
      ["audit"], ["validate"], ["validate", "--base", "HEAD"], ["validate", "--worktree"],
      ["validate", "--staged", "--base", "HEAD"], ["list"], ["verify"], ["du"], ["model", "create", "Models/m"],
      ["validate", "--merge-with", "HEAD"], ["review", "HEAD..HEAD"], ["diff", "HEAD", "HEAD"], ["log"], ["doctor"],
      ["show", "Models/m"], ["fmt"], ["fmt", "--check"], ["member", "list"], ["resolve", "Models/m@1.0.0"],
    ])
  func noRegistry(_ command: [String]) throws {
    try sandbox.git("init", "--quiet", "plain")
    try sandbox.write("x", to: "plain/a.txt")
    try sandbox.git("add", ".", in: "plain")
    try sandbox.git("commit", "--quiet", "--message", "x", in: "plain")
    let outcome = try sandbox.registry(command, in: "plain")
    #expect(outcome.status == 65, "\(outcome.text)")
    #expect(outcome.error.hasPrefix("error: this repository is not a registry: it has no organization.yaml\n"))
  }
}
