import Foundation
import TestSupport
import Testing

/// A program that meets manifests of a newer one says so and reads nothing.
struct NewerManifestTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try sandbox.write("weights", to: "acme/m.bin")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "m.bin", in: "acme")
    try sandbox.registry("pull", "Models/m@1.0.0", "--output", "pulled", "--lock", "models.lock", in: "acme")
  }

  private func migrate(_ path: String) throws {
    try sandbox.write(
      sandbox.read("acme/\(path)").replacingOccurrences(of: "git-registry/v1", with: "git-registry/v9"),
      to: "acme/\(path)")
    guard path != "models.lock" else { return }
    try sandbox.git("commit", "--quiet", "--all", "--message", "migrate", in: "acme")
  }

  /// A manifest, and commands that read it.
  static let readers: [(path: String, commands: [[String]])] = [
    (
      "organization.yaml",
      [
        ["log"], ["diff", "HEAD~1"], ["doctor", "--offline"], ["verify"], ["du"], ["pull", "Models/m@1.0.0"],
        ["model", "create", "Models/n"], ["member", "add", "bob", "--email", "bob@acme.org"],
      ]
    ),
    ("members/ada.yaml", [["member", "list"], ["log"]]),
    (
      "registries/Models/registry.yaml",
      [["list"], ["show", "Models"], ["model", "create", "Models/n"], ["edit", "Models", "--description", "x"]]
    ),
    (
      "registries/Models/m/model.yaml",
      [
        ["list", "Models"], ["show", "Models/m"], ["log", "Models/m"], ["alias", "set", "Models/m@1.0.0", "a"],
        ["version", "create", "Models/m", "--metric", "a=1"], ["model", "edit", "Models/m", "--description", "x"],
      ]
    ),
    (
      "registries/Models/m/versions/1.0.0.yaml",
      [
        ["list", "Models/m"], ["show", "Models/m@1.0.0"], ["resolve", "Models/m@latest"], ["resolve", "Models/m@^1"],
        ["pull", "Models/m@1.0.0"], ["lineage", "Models/m@1.0.0"], ["version", "yank", "Models/m@1.0.0"],
        ["verify"], ["du"], ["compare", "Models/m@1.0.0", "Models/m@1.0.0"],
      ]
    ),
    ("models.lock", [["pull", "--locked", "models.lock"], ["outdated", "--lock", "models.lock"]]),
  ]

  @Test("is not read as if it were v1", arguments: readers)
  func isRefused(path: String, commands: [[String]]) throws {
    try migrate(path)
    let tip = try sandbox.git("rev-parse", "HEAD", in: "acme")
    for command in commands {
      let outcome = try sandbox.registry(command, in: "acme")
      #expect(
        outcome.text == """
          error: \(path) is made for a newer git registry: it is git-registry/v9, and this one knows git-registry/v1
          help: upgrade git registry
          [exit status 65]

          """, "\(command): \(outcome.text)")
    }
    #expect(try sandbox.git("rev-parse", "HEAD", in: "acme") == tip)
  }

  @Test func isAFindingForWhoJudges() throws {
    try migrate("members/ada.yaml")
    let outcome = try sandbox.registry(["validate"], in: "acme")
    #expect(outcome.status == 1 && outcome.output.contains("help: upgrade git registry"), "\(outcome.text)")
  }

  /// What reads a repository that is no registry.
  @Test(
    "a repository that is no registry is said to be none",
    arguments: [
      ["audit"], ["validate"], ["validate", "--base", "HEAD"], ["validate", "--worktree"],
      ["validate", "--staged", "--base", "HEAD"], ["list"], ["verify"], ["du"], ["model", "create", "Models/m"],
    ])
  func noRegistry(_ command: [String]) throws {
    try sandbox.git("init", "--quiet", "plain")
    try sandbox.write("x", to: "plain/a.txt")
    try sandbox.git("add", ".", in: "plain")
    try sandbox.git("commit", "--quiet", "--message", "x", in: "plain")
    let outcome = try sandbox.registry(command, in: "plain")
    #expect(outcome.status == 65, "\(outcome.text)")
    #expect(outcome.error.hasPrefix("error: this repository is no registry: it has no organization.yaml\n"))
  }
}
