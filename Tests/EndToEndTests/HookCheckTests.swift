import Foundation
import TestSupport
import Testing

/// What `hook check` finds, and what `--fix` mends.
struct HookCheckTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    try sandbox.registry("hook", "install", "server.git", "--actor-from", "os", in: ".")
  }

  /// What is broken, a part of the line that tells it, and whether `--fix` mends it.
  static let breakages: [(script: String, line: String, isMended: Bool)] = [
    ("rm hooks/pre-receive", "is missing: git accepts every push", false),
    ("chmod -x hooks/pre-receive", "is not executable: git accepts every push", true),
    (": > hooks/pre-receive", "is empty: git accepts every push", false),
    ("ln -sf /nowhere hooks/pre-receive", "is a dangling link: git accepts every push", false),
    ("printf '#!/bin/sh\\nexit 0\\n' > hooks/pre-receive", "was not written by git registry", false),
    (
      "sed -i 's/by git registry [0-9]*.[0-9]*.[0-9]*/by git registry 0.0.1/' hooks/pre-receive",
      "was written by git registry 0.0.1", false
    ),
    ("sed -i '1s/.*/#!\\/bin\\/true/' hooks/pre-receive", "was changed: it does not run git registry", false),
    (
      "sed -i '1s,^#![^ ]*,#!/nowhere/git-registry,' hooks/pre-receive",
      "which is not there: git refuses every push", false
    ),
    ("git config core.hooksPath /elsewhere", "core.hooksPath is '/elsewhere'", false),
    ("git config receive.fsckObjects false", "receive.fsckObjects is false", true),
    ("git config --unset core.useReplaceRefs", "core.useReplaceRefs is not set", true),
    ("git config receive.procReceiveRefs refs", "receive.procReceiveRefs is refs", true),
    ("git config receive.shallowUpdate true", "receive.shallowUpdate is true", true),
    ("git config receive.fsck.skipList skip", "receive.fsck.skipList is skip", true),
    ("chmod o+w hooks", "hooks may be written by everybody", true),
    ("chmod g+w config", "config may be written by its group", true),
    ("echo /elsewhere/objects > objects/info/alternates", "objects/info/alternates shares objects", false),
    (
      "git symbolic-ref HEAD refs/heads/trunk && git update-ref refs/heads/main $(git commit-tree $(git mktree </dev/null) -m x </dev/null)",
      "the protected branch refs/heads/trunk does not exist", false
    ),
  ]

  @Test func aNewHookIsFine() throws {
    let outcome = try sandbox.registry(["hook", "check", "server.git"])
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.output.hasSuffix("hooks/pre-receive judges every push\n"))
  }

  @Test("finds", arguments: breakages)
  func finds(script: String, line: String, isMended: Bool) throws {
    let broken = try sandbox.run("bash", ["-ec", script], in: "server.git")
    try #require(broken.status == 0, "\(broken.text)")
    let found = try sandbox.registry(["hook", "check", "server.git"])
    #expect(found.status == 1)
    #expect(found.output.contains(line), "\(found.text)")
    #expect(found.output.split(separator: "\n").count == 1, "\(found.text)")
    let fixed = try sandbox.registry(["hook", "check", "server.git", "--fix"])
    #expect(fixed.status == (isMended ? 0 : 1), "\(fixed.text)")
    #expect(fixed.output.contains("mended: ") == isMended)
    let again = try sandbox.registry(["hook", "check", "server.git"])
    #expect((again.status == 0) == isMended, "\(again.text)")
  }
}
