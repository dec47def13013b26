import TestSupport
import Testing

/// A pre-push hook of another tool, or none at all, is in nobody's way.
struct ForeignHookTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try sandbox.write("weights", to: "acme/m.bin")
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    try sandbox.git("remote", "add", "origin", "file://\(sandbox.path("server.git"))", in: "acme")
  }

  /// What a clone has in the hook's place, and what is said of it; nil where a push carries content.
  static let hooks: [(script: String, problem: String?)] = [
    ("printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-push", "/.git/hooks/pre-push does not call git-lfs"),
    ("git config core.hooksPath /dev/null", "core.hooksPath turns hooks off"),
    ("mkdir ../hooks; git config core.hooksPath ../hooks", "/hooks/pre-push is missing"),
    // pre-commit, which calls the hook that it found.
    (
      "mv .git/hooks/pre-push .git/hooks/pre-push.legacy; printf '#!/bin/sh\\n# pre-commit hook-impl\\n' > .git/hooks/pre-push; chmod +x .git/hooks/pre-push",
      nil
    ),
    // husky
    (
      "mkdir -p .husky/_; git config core.hooksPath .husky/_; printf '#!/bin/sh\\nexec sh .husky/pre-push \"$@\"\\n' > .husky/_/pre-push; chmod +x .husky/_/pre-push; echo 'git lfs pre-push \"$@\"' > .husky/pre-push",
      nil
    ),
    ("printf '#!/bin/sh\\n# lefthook run pre-push\\n' > .git/hooks/pre-push", nil),
    // Another hook of git-lfs in the way: git-lfs refuses to put any there.
    ("rm .git/hooks/*; printf '#!/bin/sh\\n' > .git/hooks/post-checkout", nil),
  ]

  @Test("publishing goes on", arguments: hooks.indices)
  func publishingGoesOn(_ index: Int) throws {
    let (script, problem) = Self.hooks[index]
    let made = try sandbox.run("bash", ["-ec", script], in: "acme")
    try #require(made.status == 0, "\(made.text)")
    let outcome = try sandbox.registry(["version", "create", "Models/m", "--artifact", "m.bin"], in: "acme")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.error.contains("warning: an ordinary git push leaves") == (problem != nil), "\(outcome.text)")
    let doctor = try sandbox.registry(["doctor", "--offline"], in: "acme")
    if let problem {
      #expect(outcome.error.contains(problem) && outcome.error.contains("--push sends it"), "\(outcome.text)")
      #expect(doctor.status == 1 && doctor.output.contains(problem), "\(doctor.text)")
    }
    let pushed = try sandbox.registry(
      ["version", "create", "Models/m", "--artifact", "m.bin", "--metric", "a=1", "--push"], in: "acme")
    #expect(pushed.status == 0 && !pushed.error.contains("an ordinary git push"), "\(pushed.text)")
    #expect(try sandbox.run("find", ["server.git/lfs/objects", "-type", "f"]).output != "")
  }

  @Test func aRegistryIsMadeWhereHooksAreOff() throws {
    try sandbox.git("config", "--global", "core.hooksPath", "/dev/null")
    let outcome = try sandbox.registry(
      ["init", "new", "--name", "new", "--admin", "ada", "--email", "ada@acme.org"], in: ".")
    #expect(outcome.status == 0 && outcome.error.contains("core.hooksPath turns hooks off"), "\(outcome.text)")
  }
}
