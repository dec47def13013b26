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
      "sed -i -e '1s,^#![^ ]* hook,#!/nowhere/git-registry hook,' -e 's#^exec [^ ]*#exec /nowhere/git-registry#' hooks/pre-receive",
      "which does not exist: git refuses every push", false
    ),
    ("git config core.hooksPath /elsewhere", "core.hooksPath is '/elsewhere'", false),
    ("git config receive.fsckObjects false", "receive.fsckObjects is false", true),
    ("git config --unset core.useReplaceRefs", "core.useReplaceRefs is not set", true),
    ("git config receive.procReceiveRefs refs", "proc-receive is missing: git refuses every push", false),
    ("rm hooks/post-receive", "post-receive is missing: pushes are not recorded", false),
    ("chmod -x hooks/post-receive", "post-receive is not executable: pushes are not recorded", true),
    (
      "printf '#!/bin/sh\\nexit 0\\n' > hooks/post-receive",
      "post-receive was not written by git registry, and does not run its hook: pushes are not recorded", false
    ),
    (
      "touch --date=2000-01-01 refs/heads/main.lock",
      "refs/heads/main.lock was left by a process that died, and blocks git", true
    ),
    (
      "touch --date=2000-01-01 gc.pid.lock", "gc.pid.lock was left by a process that died, and blocks git", true
    ),
    ("git config receive.shallowUpdate true", "receive.shallowUpdate is true", true),
    ("git config receive.shallowUpdate 1k", "receive.shallowUpdate is 1k", true),
    ("printf '[receive]\\nshallowUpdate\\n' >> config", "receive.shallowUpdate is true", true),
    ("git config receive.fsckObjects 0", "receive.fsckObjects is 0", true),
    ("git config core.useReplaceRefs On", "core.useReplaceRefs is On", true),
    ("git config transfer.fsckObjects no", "transfer.fsckObjects is no", true),
    ("git config receive.denyCurrentBranch Warn", "receive.denyCurrentBranch is Warn", true),
    ("git config receive.denyCurrentBranch off", "receive.denyCurrentBranch is off", true),
    (
      "git config core.sharedRepository 0640 && chmod -R o= . && find . -type d -exec chmod g+s {} + && chmod g+w config",
      "config may be written by its group", true
    ),
    ("git config core.sharedRepository no && chmod g+w config", "config may be written by its group", true),
    ("git config receive.fsck.skipList skip", "receive.fsck.skipList is skip", true),
    ("git config core.sharedRepository group", "core.sharedRepository means 2775", true),
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

  /// Booleans in all of git's forms.
  @Test(
    "takes for sound",
    arguments: [
      "git config receive.fsckObjects YES", "git config receive.fsckObjects 2", "git config core.useReplaceRefs ''",
      "git config core.useReplaceRefs 0", "git config core.useReplaceRefs oFF", "git config receive.shallowUpdate no",
      "git config receive.denyCurrentBranch refuse", "git config receive.denyCurrentBranch true",
      "printf '[receive]\nfsckObjects\n' >> config",
      "git config core.sharedRepository group && chmod -R g+w . && find . -type d -exec chmod g+s {} +",
      "git config core.sharedRepository 2 && chmod -R g+w . && find . -type d -exec chmod g+s {} +",
      "git config core.sharedRepository 0660 && chmod -R g+w,o= . && find . -type d -exec chmod g+s {} +",
      "git config core.sharedRepository yes && chmod -R g+w . && find . -type d -exec chmod g+s {} +",
    ])
  func isSound(_ script: String) throws {
    try #require(try sandbox.run("sh", ["-ec", script], in: "server.git").status == 0)
    let outcome = try sandbox.registry(["hook", "check", "server.git"])
    #expect(outcome.status == 0, "\(script): \(outcome.text)")
  }

  /// The same of a strict installation.
  static let strictBreakages: [(script: String, line: String, isMended: Bool)] = [
    ("rm hooks/proc-receive", "proc-receive is missing: git refuses every push", false),
    ("chmod -x hooks/proc-receive", "proc-receive is not executable: git refuses every push", true),
    (
      "git config --unset receive.procReceiveRefs",
      "receive.procReceiveRefs is not set, not 'refs': git moves references without proc-receive", true
    ),
    ("git config receive.procReceiveRefs refs/for", "receive.procReceiveRefs is refs/for, not 'refs'", true),
    (
      "sed -i -e '1s,^#![^ ]* hook,#!/nowhere/git-registry hook,' -e 's#^exec [^ ]*#exec /nowhere/git-registry#' hooks/proc-receive",
      "which does not exist: git refuses every push", false
    ),
  ]

  @Test("finds, where the installation is strict", arguments: strictBreakages)
  func findsStrict(script: String, line: String, isMended: Bool) throws {
    try sandbox.registry("hook", "install", "server.git", "--actor-from", "os", "--strict", in: ".")
    #expect(try sandbox.registry(["hook", "check", "server.git"]).status == 0)
    try finds(script: script, line: line, isMended: isMended)
  }

  /// The kernel reads a script's first line as far as it goes, and takes its words apart at blanks.
  @Test(arguments: [("plain", false), ("a b", true), (String(repeating: "long", count: 30), true)])
  func aShellStandsInBetweenWhereTheKernelWouldReadTheLineWrong(folder: String, hasShell: Bool) throws {
    let copy =
      "mkdir '\(folder)' && ln '\(GitSandbox.program)' '\(folder)/git-registry' 2>/dev/null || cp '\(GitSandbox.program)' '\(folder)/git-registry'"
    try #require(try sandbox.run("sh", ["-c", copy]).status == 0)
    let program = sandbox.path("\(folder)/git-registry")
    let isLong = "#!\(program) hook pre-receive --actor-from os --require-blobs lfs-store\n".utf8.count >= 127
    try #require(try sandbox.run(program, ["hook", "install", "server.git", "--actor-from", "os"]).status == 0)
    #expect(try sandbox.read("server.git/hooks/pre-receive").hasPrefix("#!/bin/sh\n") == (hasShell || isLong))
    let checked = try sandbox.run(program, ["hook", "check", "server.git"])
    #expect(checked.status == 0, "\(checked.text)")
    try sandbox.git("init", "--quiet", "clone")
    try sandbox.git("commit", "--quiet", "--allow-empty", "--message", "x", in: "clone")
    let push = try sandbox.run("git", ["push", "../server.git", "HEAD:refs/other/x"], in: "clone")
    #expect(push.error.contains("[ref-namespace]"), "\(push.text)")
  }

  @Test func settingsAreMendedWhereALockWasLeft() throws {
    let script = "git config --unset core.useReplaceRefs && touch --date=2000-01-01 config.lock"
    try sandbox.run("sh", ["-c", script], in: "server.git").requireSuccess()
    let mended = try sandbox.registry(["hook", "check", "server.git", "--fix"])
    #expect(mended.status == 0, "\(mended.text)")
    #expect(try sandbox.registry(["hook", "check", "server.git"]).status == 0)
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
