import Foundation
import TestSupport
import Testing

/// `gc` deletes what nothing names, and nothing else.
struct CollectTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try sandbox.write("kept", to: "acme/kept.bin")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "kept.bin", in: "acme")
    try sandbox.write("lost", to: "acme/lost.bin")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "lost.bin", in: "acme")
  }

  private func run(_ script: String) throws {
    let outcome = try sandbox.run("bash", ["-ec", script], in: "acme")
    try #require(outcome.status == 0, "\(outcome.text)")
  }

  /// The last commit is gone, and all content is old.
  private func forget() throws {
    try run("git reset --quiet --hard HEAD~1; git reflog expire --expire=all --all; git update-ref -d ORIG_HEAD")
    try run("find .git/lfs/objects -type f -exec touch -d '30 days ago' {} +")
  }

  private var stored: [String] {
    get throws {
      try sandbox.run(
        "bash", ["-c", "cat $(find .git/lfs/objects -type f) | sed 's/kept/kept /;s/lost/lost /'"], in: "acme"
      )
      .output.split(separator: " ").map(String.init).sorted()
    }
  }

  @Test func deletesWhatNothingNames() throws {
    try forget()
    let would = try sandbox.registry(["gc", "--dry-run"], in: "acme")
    #expect(would.status == 0)
    #expect(would.output.contains("named by nothing: sha256:"))
    #expect(would.output.hasSuffix("keeps 1 named and 0 younger than 14d\nwould free 4 B\n"), "\(would.text)")
    #expect(try stored == ["kept", "lost"])
    let outcome = try sandbox.registry(["gc"], in: "acme")
    #expect(outcome.output == would.output.replacingOccurrences(of: "would free", with: "freed"))
    #expect(try stored == ["kept"])
    #expect(try sandbox.registry(["verify"], in: "acme").status == 0)
    #expect(try sandbox.registry(["gc", "--grace", "0d"], in: "acme").output.hasSuffix("freed 0 B\n"))
  }

  /// What names the lost version, before its commit is reset away.
  static let names: [String] = [
    "git branch other",
    "git tag light",
    "git tag -a -m x annotated && git tag -a -m x nested annotated && git tag -d annotated",
    "git tag tree HEAD^{tree}",
    "git update-ref refs/remotes/origin/main HEAD",
    "git update-ref refs/merge-requests/1/head HEAD",
    "git worktree add --quiet --detach ../linked HEAD",
    // Only the index of a linked work tree names it.
    "git worktree add --quiet --detach ../linked HEAD && git -C ../linked reset --quiet --soft HEAD~1",
    "git worktree add --quiet --detach ../linked HEAD && git -C ../linked reset --quiet --soft HEAD~1 && rm -rf ../linked",
    // Only the index here: staged again after the reset.
    "git branch other && trap 'git checkout --quiet other -- blobs && git branch -D other && git update-ref -d ORIG_HEAD' EXIT",
    "git stash list && git update-ref refs/stash HEAD",
  ]

  @Test("keeps what something names", arguments: names)
  func keeps(name: String) throws {
    try run(
      "\(name)\ngit reset --quiet --hard HEAD~1\nfind .git/lfs/objects -type f -exec touch -d '30 days ago' {} +")
    try run("git reflog expire --expire=all --all; rm -f .git/ORIG_HEAD .git/worktrees/*/ORIG_HEAD")
    let outcome = try sandbox.registry(["gc", "--grace", "0d"], in: "acme")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try stored == ["kept", "lost"], "\(outcome.text)")
  }

  @Test func keepsWhatIsYoung() throws {
    try forget()
    try run("find .git/lfs/objects -type f -exec touch -d '2 days ago' {} +")
    #expect(try sandbox.registry(["gc"], in: "acme").output.contains("keeps 1 named and 1 younger than 14d"))
    #expect(try stored == ["kept", "lost"])
    try sandbox.registry("gc", "--grace", "1d", in: "acme")
    #expect(try stored == ["kept"])
  }

  @Test func keepsWhatAReferenceNamedOfLate() throws {
    // A date that is not over while these tests are of use.
    for name in ["AUTHOR", "COMMITTER"] { sandbox.environment["GIT_\(name)_DATE"] = "2037-01-01T00:00:00Z" }
    try run("git reset --quiet --hard HEAD~1; git reset --quiet --hard HEAD@{1}; git reset --quiet --hard HEAD~1")
    try run("rm .git/ORIG_HEAD; find .git/lfs/objects -type f -exec touch -d '30 days ago' {} +")
    try sandbox.registry("gc", in: "acme")
    #expect(try stored == ["kept", "lost"])
    try sandbox.registry("gc", "--grace", "0d", in: "acme")
    #expect(try stored == ["kept"])
  }

  @Test func deletesWhatAnotherClonePurged() throws {
    try run("git branch -m other; git checkout --quiet -b main")
    let digest = try sandbox.run("bash", ["-c", "sha256sum lost.bin | cut -d' ' -f1 | tr -d '\\n'"], in: "acme").output
    try run("cp -r .git/lfs ../content")
    try sandbox.registry("purge", "sha256:\(digest)", "--reason", "held a key", in: "acme")
    try run("cp -r ../content/. .git/lfs; find .git/lfs/objects -type f -exec touch -d '30 days ago' {} +")
    try sandbox.registry("gc", "--grace", "0d", in: "acme")
    // The other branch still names it.
    #expect(try stored == ["kept", "lost"])
    try run("git branch -D other; rm -f .git/ORIG_HEAD")
    try sandbox.registry("gc", "--grace", "0d", in: "acme")
    #expect(try stored == ["kept"])
  }

  /// Files that are in Git LFS the ordinary way, on a branch without a registry, are somebody's.
  @Test func keepsOtherFilesInGitLFS() throws {
    try forget()
    let script = """
      git checkout --quiet --orphan pages && git rm -rfq --cached . && git lfs install --local >&2
      echo '*.png filter=lfs diff=lfs merge=lfs -text' > .gitattributes && printf kept > a.png && printf lost > b.png
      git add .gitattributes a.png b.png && git commit -qm pages && git rm -qf b.png && git commit -qm less
      git checkout --quiet -f main && git reflog expire --expire=all --all && rm -f .git/ORIG_HEAD
      find .git/lfs/objects -type f -exec touch -d '30 days ago' {} +
      """
    try run(script)
    try sandbox.registry("gc", "--grace", "0d", in: "acme")
    #expect(try stored == ["kept", "lost"])
  }

  @Test func deletesOldTemporaryFilesOnly() throws {
    try run(
      "mkdir -p .git/lfs/tmp; cd .git/lfs/tmp; touch .registry-young other; touch -d '2 hours ago' .registry-old other-old"
    )
    let outcome = try sandbox.registry(["gc"], in: "acme")
    #expect(outcome.output.contains("left by a killed import: "))
    #expect(!sandbox.exists("acme/.git/lfs/tmp/.registry-old"))
    for name in [".registry-young", "other", "other-old"] { #expect(sandbox.exists("acme/.git/lfs/tmp/\(name)")) }
  }

  @Test func waitsForACommit() throws {
    try forget()
    try run(
      "flock .git/registry.lock sh -c 'touch held; sleep 1; find .git/lfs/objects -type f | wc -l > seen' & while ! test -e held; do sleep 0.05; done; git registry gc; wait"
    )
    #expect(try sandbox.read("acme/seen").trimmingCharacters(in: .whitespacesAndNewlines) == "2")
    #expect(try stored == ["kept"])
  }

  @Test func refusesWhileAnImportIsUnderWay() throws {
    try forget()
    try run("touch -d '2 hours ago' .git/lfs/tmp/.registry-old")
    let outcome = try sandbox.run(
      "flock", ["--shared", ".git/registry-import.lock", "git", "registry", "gc", "--grace", "0d"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("an import is running"))
    #expect(try stored == ["kept", "lost"])
    #expect(sandbox.exists("acme/.git/lfs/tmp/.registry-old"))
  }

  @Test func refusesAStoreThatOthersMayUse() throws {
    try forget()
    try run("mv .git/lfs ../shared && git config lfs.storage \"$(realpath ../shared)\"")
    let outcome = try sandbox.registry(["gc"], in: "acme")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("--unshared-storage"))
    #expect(try sandbox.registry(["gc", "--unshared-storage"], in: "acme").output.hasSuffix("freed 4 B\n"))
  }

  @Test("refuses an age that is none", arguments: ["14", "d", "-1d", "+1d", "1.5d", "1y", ""])
  func refusesAnAge(age: String) throws {
    let outcome = try sandbox.registry(["gc", "--grace=\(age)"], in: "acme")
    #expect(outcome.status == 64, "\(outcome.text)")
  }
}
