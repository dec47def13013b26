import Foundation
import TestSupport
import Testing

/// What `doctor` finds in a clone, and what `--fix` mends.
struct DoctorTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry("init", "acme", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", in: ".")
    try sandbox.registry("model", "create", "Models/m", in: "acme")
    try sandbox.write("weights", to: "acme/model.onnx")
    try sandbox.registry("version", "create", "Models/m", "--artifact", "model.onnx", in: "acme")
    try sandbox.git("init", "--quiet", "--bare", "server.git")
    try sandbox.git("remote", "add", "origin", "file://\(sandbox.path("server.git"))", in: "acme")
    try sandbox.git("push", "--quiet", "--set-upstream", "origin", "main", in: "acme")
  }

  private static let fine = """
    note: only the server knows which content it has: git lfs push --all origin uploads what it lacks
    nothing is wrong with this clone

    """

  @Test func aNewClonesHookIsMended() throws {
    let outcome = try sandbox.registry(["doctor"], in: "acme")
    #expect(outcome.text == Self.fine + "[exit status 0]\n")
    try sandbox.git("clone", "--quiet", "file://\(sandbox.path("server.git"))", "clone")
    let found = try sandbox.registry(["doctor"], in: "clone")
    #expect(found.status == 1)
    #expect(found.output.contains("hooks/pre-push is missing: a push leaves the artifacts' content behind\n"))
    #expect(found.output.contains("note: the content of 1 of 1 blob is not here"), "\(found.text)")
    let fixed = try sandbox.registry(["doctor", "--fix"], in: "clone")
    #expect(fixed.status == 0, "\(fixed.text)")
    #expect(fixed.output.hasPrefix("mended: "), "\(fixed.text)")
    #expect(sandbox.exists("clone/.git/hooks/pre-push"))
    try sandbox.git("lfs", "fetch", in: "clone")
    #expect(try sandbox.registry(["doctor"], in: "clone").output == Self.fine)
  }

  /// What is broken, a part of the line that tells it, and whether `--fix` mends it.
  static let breakages: [(script: String, line: String, isMended: Bool)] = [
    ("rm .git/hooks/pre-push", "is missing: a push leaves", true),
    ("chmod -x .git/hooks/pre-push", "is not executable", true),
    ("printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-push", "does not call git-lfs", false),
    ("mkdir ../hooks && git config core.hooksPath ../hooks", "core.hooksPath leads there", false),
    ("echo '* text' >> .gitattributes && git commit -qam x", ".gitattributes of HEAD is not the one line", false),
    ("git registry search > /dev/null && echo x > .git/registry/catalog.sqlite", "catalog.sqlite is damaged", true),
    ("mkdir -p .git/registry && echo x > .git/registry/history.sqlite", "history.sqlite is damaged", true),
    ("mkdir -p .git/registry/catalog.sqlite", "catalog.sqlite is not a file", true),
    ("git rm -q .gitattributes && git commit -qm x", "HEAD has no .gitattributes", false),
    ("git remote set-url origin file:///nowhere", "remote 'origin' cannot be reached: ", false),
    (
      "git remote set-url origin 'ext::sleep 60' && git config protocol.ext.allow always", "did not answer within 10 s",
      false
    ),
  ]

  @Test("finds", arguments: breakages)
  func finds(script: String, line: String, isMended: Bool) throws {
    let broken = try sandbox.run("bash", ["-ec", script], in: "acme")
    try #require(broken.status == 0, "\(broken.text)")
    let found = try sandbox.registry(["doctor"], in: "acme")
    #expect(found.status == 1)
    #expect(found.output.contains(line), "\(found.text)")
    #expect(found.output.split(separator: "\n").filter { !$0.hasPrefix("note: ") }.count == 1, "\(found.text)")
    guard !line.contains("10 s") else { return }
    let fixed = try sandbox.registry(["doctor", "--fix"], in: "acme")
    #expect(fixed.status == (isMended ? 0 : 1), "\(fixed.text)")
    #expect(fixed.output.contains("mended: ") == isMended)
    let again = try sandbox.registry(["doctor"], in: "acme")
    #expect((again.status == 0) == isMended, "\(again.text)")
  }

  /// What is noted, and whether `--fix` mends it; nothing is wrong either way.
  static let notes: [(script: String, line: String, isMended: Bool)] = [
    ("rm -r .git/lfs/objects", "the content of 1 of 1 blob is not here", false),
    ("git remote remove origin", "there is no remote", false),
    (
      "git init -q --bare ../empty.git && git remote set-url origin \"file://$(realpath ../empty.git)\"",
      "remote 'origin' has no branch yet", false
    ),
    (
      "mkdir -p .git/lfs/tmp && touch -d '2 hours ago' .git/lfs/tmp/.registry-abc", "killed imports left 1 file, 0 B",
      true
    ),
    (
      "id=$(git hash-object -w model.onnx); seq 10000 | sed \"s#.*#100644 $id\\tdocs/&#\" | git update-index --index-info",
      "the index has 100", true
    ),
    (
      "(seq 10001 | sed 's/.*/commit refs\\/heads\\/main\\ncommitter a <a@b> & +0000\\ndata 1\\nx/'; echo done) > ../stream; (head -1 ../stream; sed -n 2,4p ../stream; echo \"from $(git rev-parse HEAD)\"; sed 1,4d ../stream) | git fast-import --quiet --done",
      "more than 10000 commits are not in a commit-graph with changed paths", true
    ),
    (
      "mkdir ../loose && seq 6800 | split -l1 -a5 - ../loose/x && ls -d ../loose/* | git hash-object -w --stdin-paths > ../ids && git mktree < /dev/null && sed 's#.*#100644 blob &\\t&#' ../ids | git mktree > ../tree && git tag loose $(cat ../tree)",
      "loose objects: git gc packs them", true
    ),
  ]

  @Test("notes", arguments: notes)
  func tells(script: String, line: String, isMended: Bool) throws {
    let broken = try sandbox.run("bash", ["-ec", script], in: "acme")
    try #require(broken.status == 0, "\(broken.text)")
    let found = try sandbox.registry(["doctor"], in: "acme")
    #expect(found.status == 0)
    #expect(found.output.contains("note: \(line)") || found.output.contains(line), "\(found.text)")
    let fixed = try sandbox.registry(["doctor", "--fix"], in: "acme")
    #expect(fixed.status == 0, "\(fixed.text)")
    #expect(fixed.output.contains("mended: ") == isMended, "\(fixed.text)")
    #expect(try sandbox.registry(["doctor"], in: "acme").output.contains(line) != isMended)
  }

  @Test func asksNobodyOffline() throws {
    try sandbox.git("remote", "set-url", "origin", "file:///nowhere", in: "acme")
    #expect(try sandbox.registry(["doctor", "--offline"], in: "acme").output == Self.fine)
    let json = try sandbox.registry(["doctor", "--json"], in: "acme")
    #expect(json.status == 1 && json.error.isEmpty)
    #expect(json.output.contains("\"problems\": [\n    \"remote 'origin' cannot be reached: "), "\(json.text)")
  }

  @Test func tellsThatGitLFSIsMissing() throws {
    try FileManager.default.createDirectory(atPath: sandbox.path("bin"), withIntermediateDirectories: true)
    try sandbox.write("#!/bin/sh\ncase $1 in lfs) exit 1 ;; esac\nexec /usr/bin/git \"$@\"\n", to: "bin/git")
    _ = try sandbox.run("chmod", ["+x", sandbox.path("bin/git")])
    let outcome = try sandbox.run(
      GitSandbox.program, ["doctor", "--fix"], in: "acme",
      environment: ["PATH": sandbox.path("bin") + ":/usr/bin:/bin"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("git-lfs is missing"))
  }

  @Test func aRegistryInGitItselfNeedsNoGitLFS() throws {
    try sandbox.registry(
      "init", "plain", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.git("remote", "add", "origin", "file://\(sandbox.path("server.git"))", in: "plain")
    #expect(try sandbox.registry(["doctor"], in: "plain").output == "nothing is wrong with this clone\n")
    #expect(try sandbox.registry(["doctor"], in: "server.git").status == 0)
  }
}
