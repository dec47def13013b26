import Foundation
import TestSupport
import Testing

/// Pushes made to get something past the hook, by a member who has no right to it.
struct HookAttackTests {
  private let server: PushServer
  private var sandbox: GitSandbox { server.sandbox }

  init() throws { server = try PushServer() }

  /// Refused, and nothing moved.
  private func expectRefused(_ outcome: GitSandbox.Outcome, _ words: String, _ before: String) throws {
    #expect(outcome.status != 0, "the push landed")
    #expect(outcome.error.contains(words), "\(outcome.text)")
    #expect(try server.published() == before)
    try sandbox.git("fsck", "--strict", in: "server.git")
  }

  /// git takes the first tree line in either case of digits; a reader that skips it would judge another tree.
  @Test func aTreeLineInUpperCaseIsTheOneThatCounts() throws {
    let before = try server.published()
    let script = """
      sed -i 's/role: member/role: admin/' members/bob.yaml && git add . && evil=$(git write-tree) && git reset --quiet --hard
      good=$(git rev-parse HEAD^{tree}); head=$(git rev-parse HEAD)
      printf 'tree %s\\nparent %s\\nauthor B <bob@acme.org> 1 +0000\\ncommitter B <bob@acme.org> 1 +0000\\ntree %s\\n\\nx\\n' \
        $(echo $evil | tr a-f A-F) $head $good | git hash-object -t commit -w --stdin --literally
      """
    let commit = try server.script(script)
    try expectRefused(server.push("\(commit):refs/heads/main", as: "bob"), "[role-insufficient]", before)
  }

  @Test func anotherNameOfTheProtectedBranchIsTheBranch() throws {
    let before = try server.published()
    try sandbox.git("symbolic-ref", "refs/heads/master", "refs/heads/main", in: "server.git")
    let commit = try server.script(
      "sed -i 's/role: member/role: admin/' members/bob.yaml && git commit --quiet --all --message x && git rev-parse HEAD"
    )
    try expectRefused(server.push("\(commit):refs/heads/master", as: "bob"), "[role-insufficient]", before)
  }

  /// A folder without files is in no diff of files, and yet a look-up finds it.
  @Test("refuses an empty folder", arguments: ["registries/Ghost", "registries/Models/m/versions/1.1.0.yaml"])
  func refusesAnEmptyFolder(path: String) throws {
    let before = try server.published()
    let script = """
      git hash-object -t tree -w /dev/null >/dev/null
      put() { # TREE PATH: the tree with the empty folder at a path
        case $2 in
          */*) below=$(put $(git rev-parse $1:${2%%/*}) "${2#*/}"); (git ls-tree $1 | grep -v "\t${2%%/*}$"; printf '040000 tree %s\\t%s\\n' $below "${2%%/*}") | git mktree ;;
          *) (git ls-tree $1; printf '040000 tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\\t%s\\n' "$2") | git mktree ;;
        esac
      }
      git commit-tree $(put HEAD^{tree} \(path)) -p HEAD -m x
      """
    let commit = try server.script(script)
    try expectRefused(server.push("\(commit):refs/heads/main", as: "ada"), "[path-mode]", before)
  }

  /// Hosts may turn git's own checks off.
  @Test func anEntryWithASlashIsRefusedWithoutFsck() throws {
    try sandbox.git("config", "receive.fsckObjects", "false", in: "server.git")
    let before = try server.published()
    let script = """
      blob=$(printf 'x' | git hash-object -w --stdin)
      tree=$( (git cat-file tree HEAD^{tree}; printf '100644 zz/evil.yaml\\0'; printf "$(echo $blob | sed 's/../\\\\x&/g')") | git hash-object -t tree -w --stdin --literally)
      printf 'tree %s\\nparent %s\\nauthor B <b@c.d> 1 +0000\\ncommitter B <b@c.d> 1 +0000\\n\\nx\\n' $tree $(git rev-parse HEAD) | git hash-object -t commit -w --stdin --literally
      """
    let commit = try server.script(script)
    let outcome = try server.push("\(commit):refs/heads/main", as: "ada")
    #expect(outcome.status != 0)
    #expect(outcome.error.contains("malformed"), "\(outcome.text)")
    #expect(try server.published() == before)
  }

  @Test("fails closed", arguments: [("<&-", 70), ("</dev/null", 1), ("</tmp", 70), ("<<< 'x y refs/heads/main'", 1)])
  func failsClosed(input: String, status: Int32) throws {
    let script = "PUSHER=ada \(GitSandbox.program) hook pre-receive --actor-from env:PUSHER \(input)"
    let outcome = try sandbox.run("bash", ["-c", script], in: "server.git")
    #expect(outcome.status == status, "\(outcome.text)")
  }

  /// The input never ends; the verdict is due after a second all the same.
  @Test func aHookWithoutAVerdictRefuses() throws {
    let script = """
      git config registry.maxSeconds 1
      mkfifo ../input && exec 3<>../input
      PUSHER=ada \(GitSandbox.program) hook pre-receive --actor-from env:PUSHER <&3
      """
    let outcome = try sandbox.run("bash", ["-c", script], in: "server.git")
    #expect(outcome.status == 70)
    #expect(outcome.error.contains("registry.maxSeconds"), "\(outcome.text)")
  }

  @Test func aNamespaceIsRefused() throws {
    let line = "\(String(repeating: "0", count: 40)) \(String(repeating: "1", count: 40)) refs/heads/main"
    let script =
      "echo '\(line)' | PUSHER=ada GIT_NAMESPACE=x \(GitSandbox.program) hook pre-receive --actor-from env:PUSHER"
    let outcome = try sandbox.run("bash", ["-c", script], in: "server.git")
    #expect(outcome.status == 70)
    #expect(outcome.error.contains("GIT_NAMESPACE"))
  }

  /// The client's old value is git's to swap from: a wrong one is refused before git sees it.
  @Test func aClaimedOldValueMustBeTheTrueOne() throws {
    let head = try server.script("git rev-parse HEAD"), parent = try server.script("git rev-parse HEAD~1")
    let script =
      "echo '\(parent) \(head) refs/heads/main' | PUSHER=ada \(GitSandbox.program) hook pre-receive --actor-from env:PUSHER"
    let outcome = try sandbox.run("bash", ["-c", script], in: "server.git")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("[ref-stale]"), "\(outcome.text)")
  }

  @Test func anAnnotatedTagIsNoCommitOfABranch() throws {
    let before = try server.published()
    try sandbox.git("tag", "--annotate", "--message", "x", "v1", in: "acme")
    let outcome = try server.push("v1:refs/heads/main", as: "ada")
    #expect(outcome.status != 0)
    #expect(try server.published() == before)
  }

  /// A hook of somebody else stays, and ours is never laid where nothing runs it.
  @Test func aFolderForHooksThatNothingRunsIsNoPlaceForOurs() throws {
    try sandbox.git("init", "--quiet", "--bare", "plain.git")
    try FileManager.default.createDirectory(
      atPath: sandbox.path("plain.git/hooks/pre-receive.d"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: sandbox.path("plain.git/custom_hooks"), withIntermediateDirectories: true)
    let output = try sandbox.registry("hook", "install", "plain.git", "--actor-from", "os", in: ".")
    #expect(output.hasPrefix("installed \(sandbox.path("plain.git/hooks/pre-receive"))\n"))
    let gitLab = try sandbox.registry("hook", "install", "plain.git", "--actor-from", "gitlab", in: ".")
    #expect(gitLab.contains("custom_hooks/pre-receive.d/git-registry"))
  }
}
