import Foundation
import TestSupport
import Testing

/// Trees and histories that git accepts and that are made to hide something, or to cost much.
struct TreeAttackTests {
  private let server: PushServer

  init() throws { server = try PushServer() }

  private func expectRefused(_ rule: String, _ script: String, as pusher: String = "ada") throws {
    let commit = try server.script(script)
    try server.expectRefused(rule) { try server.push("\(commit):refs/heads/main", as: pusher) }
  }

  /// What each writes to the clone, and the rule that refuses it from an admin.
  static let files: [(rule: String, script: String)] = [
    ("path-mode", "ln -s ../../organization.yaml registries/Models/link.yaml"),
    ("path-mode", "chmod +x organization.yaml"),
    ("path-unexpected", "echo '[lfs]' > .lfsconfig"),
    ("path-unexpected", "printf '[submodule \"x\"]\\n\\tpath = x\\n\\turl = https://example.org\\n' > .gitmodules"),
    ("gitattributes-unexpected", "echo '*.yaml filter=x' >> .gitattributes"),
    ("gitattributes-unexpected", "echo '* eol=crlf' > registries/.gitattributes"),
    ("path-name-unsafe", "echo x > docs\\\\x && mkdir -p docs && echo x > 'docs/a:b'"),
    ("path-name-unsafe", "mkdir -p docs && echo x > $'docs/a\\nb'"),
    ("path-name-unsafe", "mkdir -p docs && echo x > $'docs/a\\e[31mb'"),
    ("path-name-unsafe", "mkdir -p docs && echo x > docs/aux.txt"),
    ("path-name-unsafe", "mkdir -p docs && echo x > 'docs/x. '"),
    ("path-collision", "mkdir -p docs && echo x > docs/a && echo x > docs/A"),
    ("path-collision", "mkdir -p docs && echo x > $'docs/\\u00e9' && echo x > $'docs/e\\u0301'"),
    ("manifest-twice", "echo '{}' > organization.json"),
    ("manifest-too-large", "yes '# filling' | head -c 300000 >> organization.yaml"),
    ("manifest-too-deep", "printf 'x: %s\\n' \"$(printf '[%.0s' $(seq 100000))\" >> organization.yaml"),
    ("version-changed", "sed -i 's/0.9/0.8/' registries/Models/m/versions/1.0.0.yaml"),
    ("version-removed", "git rm -q registries/Models/m/versions/1.0.0.yaml"),
    ("version-duplicate", "cp registries/Models/m/versions/1.0.0.yaml registries/Models/m/versions/1.0.0+b.yaml"),
    ("version-not-semantic", "cp registries/Models/m/versions/1.0.0.yaml registries/Models/m/versions/v1.0.1.yaml"),
    ("version-not-semantic", "cp registries/Models/m/versions/1.0.0.yaml 'registries/Models/m/versions/1.0.1 .yaml'"),
    ("organization-without-admin", "git rm -q members/ada.yaml"),
  ]

  @Test("refuses", arguments: files)
  func refuses(rule: String, script: String) throws {
    try expectRefused(rule, "\(script); git add --all && git commit -qm x && git rev-parse HEAD")
  }

  /// A file where a folder was and the reverse, at every place of the layout: a finding, never a crash.
  @Test(
    "files become folders and folders files",
    arguments: [
      "organization.yaml", "members", "members/ada.yaml", "registries", "registries/Models",
      "registries/Models/registry.yaml", "registries/Models/m", "registries/Models/m/model.yaml",
      "registries/Models/m/versions", "registries/Models/m/versions/1.0.0.yaml", "blobs",
    ])
  func changesKind(_ path: String) throws {
    let commit = try server.script(
      """
      if [ -f \(path) ]; then git rm -q \(path) && mkdir -p \(path) && echo x > \(path)/x; else rm -rf \(path) && echo x > \(path); fi
      git add --all && git commit -qm x && git rev-parse HEAD
      """)
    let before = try server.state()
    let outcome = try server.push("\(commit):refs/heads/main", as: "ada")
    #expect(outcome.error.contains("error: ["), "\(outcome.text)")
    #expect(!outcome.error.contains("could not judge"), "\(outcome.text)")
    #expect(try server.state() == before)
  }

  @Test func aSubmoduleIsNoFile() throws {
    try expectRefused(
      "path-mode",
      "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),docs/x && git commit -qm x && git rev-parse HEAD"
    )
  }

  /// Small in a pack, large in memory: the size comes from the object's header.
  @Test func aLargeFileOfZeros() throws {
    try expectRefused(
      "push-too-large", "head -c 110000000 /dev/zero > README.md && git add . && git commit -qm x && git rev-parse HEAD"
    )
  }

  /// Each file is small enough to be read as a manifest; together they are not.
  @Test func manySmallFiles() throws {
    try expectRefused(
      "push-too-large",
      """
      file=$(head -c 262144 /dev/zero | git hash-object -w --stdin)
      docs=$(for i in $(seq 300); do printf '100644 blob %s\t%s\n' $file $i; done | git mktree)
      git commit-tree $( (git ls-tree HEAD; printf '040000 tree %s\tdocs\n' $docs) | git mktree) -p HEAD -m x
      """)
  }

  /// Ten folders of ten times the same folder, ten levels deep: ten thousand million paths in a few hundred bytes.
  @Test func aFolderOfFolders() throws {
    try expectRefused(
      "push-too-large",
      """
      tree=$(printf '100644 blob %s\\tx\\n' $(echo x | git hash-object -w --stdin) | git mktree)
      for level in $(seq 10); do tree=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf '040000 tree %s\\t%s\\n' $tree $i; done | git mktree); done
      git commit-tree $( (git ls-tree HEAD; printf '040000 tree %s\\tdocs\\n' $tree) | git mktree) -p HEAD -m x
      """)
  }

  @Test func aPathWithoutEnd() throws {
    try expectRefused(
      "path-too-long",
      """
      tree=$(printf '100644 blob %s\\tx\\n' $(echo x | git hash-object -w --stdin) | git mktree)
      for level in $(seq 1500); do tree=$(printf '040000 tree %s\\tdddddddd\\n' $tree | git mktree); done
      git commit-tree $( (git ls-tree HEAD; printf '040000 tree %s\\tdocs\\n' $tree) | git mktree) -p HEAD -m x
      """)
  }

  /// 2^60 ways through history; what counts is the net change.
  @Test func aHistoryOfManyWays() throws {
    let commit = try server.script(
      """
      tip=$(git rev-parse HEAD)
      for i in $(seq 60); do
        one=$(git commit-tree HEAD^{tree} -p $tip -m "a $i"); two=$(git commit-tree HEAD^{tree} -p $tip -m "b $i")
        tip=$(git commit-tree HEAD^{tree} -p $one -p $two -m "m $i")
      done
      echo $tip
      """)
    try server.expectAccepted { try server.push("\(commit):refs/heads/main", as: "ada") }
  }

  @Test func anEvilMergeIsJudgedByItsTree() throws {
    let commit = try server.script(
      """
      git switch -qc side HEAD && git commit -q --allow-empty -m side && git switch -q main && git commit -q --allow-empty -m main
      git merge -q --no-ff --no-commit side && sed -i 's/role: member/role: admin/' members/bob.yaml && git add . && git commit -qm merge
      git rev-parse HEAD
      """)
    try server.expectRefused("role-insufficient") { try server.push("\(commit):refs/heads/main", as: "bob") }
  }

  @Test func whatWaitedOnAnotherBranchIsJudgedWhenMainMoves() throws {
    let commit = try server.script(
      "sed -i 's/0.9/0.8/' registries/Models/m/versions/1.0.0.yaml && git commit -qam x && git rev-parse HEAD")
    try server.expectAccepted { try server.push("\(commit):refs/heads/scratch", as: "bob") }
    try server.expectRefused("version-changed") { try server.push("\(commit):refs/heads/main", as: "ada") }
  }

  @Test func aRevertIsTheChangeThatItIs() throws {
    try server.script("git registry version yank Models/m@1.0.0 --reason broken")
    try server.expectAccepted { try server.push("main", as: "ada") }
    try server.script("git revert --no-edit HEAD >/dev/null")
    try server.expectRefused("role-insufficient") { try server.push("main", as: "vera") }
    try server.expectAccepted { try server.push("main", as: "bob") }
  }

  /// Those that cannot be true are refused; the author's may be as old as the work is.
  @Test("the author's date means nothing", arguments: ["1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z"])
  func anyDateOfAnAuthor(_ date: String) throws {
    try server.script("GIT_AUTHOR_DATE=\(date) git commit -q --allow-empty -m x")
    try server.expectAccepted { try server.push("main", as: "ada") }
    try server.script("GIT_COMMITTER_DATE=\(date) git commit -q --allow-empty -m x")
    try server.expectRefused("commit-misdated") { try server.push("main", as: "ada") }
  }

  @Test func aNameInACommitIsNoActor() throws {
    try server.script("git registry version create Models/m")
    try server.expectRefused("role-insufficient") { try server.push("main", as: "vera") }
    for nobody in ["", "mallory", "ADA", "ada ", "ad\u{430}"] {
      try server.expectRefused("actor-unknown") { try server.push("main", as: nobody) }
    }
    try server.expectAccepted { try server.push("main", as: "bob") }
  }

  /// Rights come from before the push, in one commit or two, on one reference or two.
  @Test func nobodyMakesThemselvesAdmin() throws {
    try server.script(
      "sed -i 's/role: member/role: admin/' members/bob.yaml && git commit -qam one && git registry create Mine --accept model && git rev-parse HEAD"
    )
    try server.expectRefused("role-insufficient") { try server.push("main", as: "bob") }
    try server.expectRefused("role-insufficient") { try server.push("main~1:refs/heads/x", "main", as: "bob") }
  }

  @Test func aShallowPushIsNoRootCommit() throws {
    try server.sandbox.git("clone", "--quiet", "--depth", "1", "file://\(server.sandbox.path("server.git"))", "shallow")
    let script = "git commit -q --allow-empty -m x && git push --quiet origin HEAD:main"
    let outcome = try server.sandbox.run("sh", ["-c", script], in: "shallow", environment: ["PUSHER": "ada"])
    #expect(outcome.status == 0, "\(outcome.text)")
    let change =
      "sed -i 's/0.9/0.8/' registries/Models/m/versions/1.0.0.yaml && git commit -qam y && git push --quiet origin HEAD:main"
    try server.expectRefused("version-changed") {
      try server.sandbox.run("sh", ["-c", change], in: "shallow", environment: ["PUSHER": "ada"])
    }
  }

  @Test func aDamagedPackIsRefusedByGit() throws {
    let before = try server.state()
    let commit = try server.script("git commit -q --allow-empty -m x && git rev-parse HEAD")
    try server.script("echo \(commit) | git pack-objects --quiet --stdout > ../pack")
    var pack = try Data(contentsOf: URL(fileURLWithPath: server.sandbox.path("pack")))
    pack[pack.count / 2] ^= 0xff
    let command = RawPush.Command(try server.published(), commit, "refs/heads/main")
    _ = try server.sandbox.push(RawPush([command], pack: pack), to: "server.git", as: "ada")
    #expect(try server.state() == before)
  }
}
