import Foundation
import TestSupport
import Testing

/// Files of a work tree and files that somebody names: links to devices, pipes, folders and what is too large end a command with a
/// message, and no link leads a reader or a writer out of the folder that it was told.
struct WorkTreeFileTests {
  private let sandbox: GitSandbox

  init() throws {
    sandbox = try GitSandbox()
    try sandbox.registry(
      "init", "work", "--name", "acme", "--admin", "ada", "--email", "ada@acme.org", "--blobs", "git", in: ".")
    try sandbox.registry("create", "Lab", in: "work")
    try sandbox.registry("model", "create", "Lab/fraud", in: "work")
  }

  /// Runs the program with 4 GB of address space and 60 seconds, so that what never ends fails.
  private func bounded(_ arguments: String..., in folder: String = "work") throws -> GitSandbox.Outcome {
    try sandbox.run(
      "sh", ["-c", "ulimit -v 4000000; exec timeout 60 git registry \"$@\"", "sh"] + arguments, in: folder)
  }

  private func script(_ text: String) throws {
    let outcome = try sandbox.run("bash", ["-ec", text], in: "work")
    try #require(outcome.status == 0, "\(outcome.text)")
  }

  static let kinds: [(name: String, make: String)] = [
    ("a pipe", "mkfifo"), ("a link to a device", "ln -s /dev/zero"),
    ("a link to a pipe", "mkfifo ../pipe; ln -s $PWD/../pipe"),
    ("a folder", "mkdir"), ("a huge file", "truncate -s 80G"),
    ("a socket", "python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])'"),
  ]

  @Test(arguments: kinds) func isRefusedWhereOneFileIsRead(name: String, make: String) throws {
    try script("\(make) ../odd")
    for arguments in [
      ["version", "create", "Lab/fraud", "--from", "../odd"],
      ["version", "create", "Lab/fraud", "--signature", "../odd"],
      ["member", "add", "eve", "--email", "eve@acme.org", "--signing-key", "../odd"],
      ["pull", "Lab/fraud@1.0.0", "--locked", "../odd"],
    ] {
      let outcome = try sandbox.run(
        "sh", ["-c", "ulimit -v 4000000; exec timeout 60 git registry \"$@\"", "sh"] + arguments, in: "work")
      #expect([1, 64].contains(outcome.status), "\(name), \(arguments): \(outcome.text)")
      #expect(outcome.error.contains("odd"), "\(name), \(arguments): \(outcome.text)")
    }
    guard name != "a huge file" else { return }
    for command in ["inspect ../odd", "version create Lab/fraud --artifact ../odd"] {
      let outcome = try sandbox.run("sh", ["-c", "exec timeout 60 git registry \(command)"], in: "work")
      #expect(outcome.status == 1, "\(name), \(command): \(outcome.text)")
    }
  }

  @Test(arguments: kinds) func isLeftAloneInThePlaceOfAManifest(name: String, make: String) throws {
    try script("rm members/ada.yaml; \(make) members/ada.yaml")
    let outcome = try bounded("fmt")
    #expect(outcome.status == 1, "\(name): \(outcome.text)")
    #expect(outcome.error.contains("members/ada.yaml: invalid manifests were left alone"), "\(name): \(outcome.text)")
    guard name != "a huge file" else { return }
    let judged = try bounded("validate", "--worktree")
    #expect(judged.status != 0 && judged.status < 124, "\(name): \(judged.text)")
    #expect(judged.text.contains("members/ada.yaml") || judged.text.contains("ada"), "\(name): \(judged.text)")
  }

  /// What git leaves in the index when a folder becomes a link.
  @Test func aLinkedFolderIsNeitherReadNorWritten() throws {
    try script(
      "mv members ../elsewhere && ln -s ../elsewhere members && printf 'kind: Member\\n' > ../elsewhere/ada.yaml")
    let outcome = try bounded("fmt")
    #expect(outcome.status == 1 && outcome.error.contains("members/ada.yaml"), "\(outcome.text)")
    #expect(try sandbox.read("elsewhere/ada.yaml") == "kind: Member\n")
    #expect(try bounded("fmt", "--check").output.isEmpty)
  }

  @Test func contentThatIsNoManifestIsNotReadToBeFormatted() throws {
    let folder = "blobs/sha256/ab/cd"
    try script("mkdir -p \(folder) && truncate -s 80G \(folder)/abcd\(String(repeating: "0", count: 60))")
    #expect(try bounded("fmt").status == 0)
  }

  // MARK: Folders of artifacts

  static let links: [(name: String, make: String, says: String)] = [
    (
      "a file elsewhere", "echo x > ../secret; ln -s ../../secret model/a",
      "model/a: it is a link to '../../secret', outside"
    ),
    ("an absolute path", "ln -s /etc/passwd model/a", "it is a link to '/etc/passwd', outside of the folder"),
    ("a folder elsewhere", "mkdir ../other; echo x > ../other/y; ln -s ../../other model/a", "model/a: it is a link"),
    ("through a link inside", "mkdir ../far; echo x > ../far/y; ln -s ../../far model/b; ln -s b/y model/a", "outside"),
    ("nothing", "ln -s nowhere model/a", "it is a link to 'nowhere', which leads to nothing"),
    ("itself", "ln -s a model/a", "which leads to nothing"),
    ("the folder", "ln -s . model/a", "it is a link to a folder that contains it"),
    ("a folder above", "mkdir -p model/b; ln -s .. model/b/a", "it is a link to a folder that contains it"),
    ("a like-named folder", "mkdir model2; echo x > model2/y; ln -s ../model2/y model/a", "outside of the folder"),
    ("a device", "ln -s /dev/zero model/a", "outside of the folder"),
    ("a pipe inside", "mkfifo model/p; ln -s p model/a", "is not a regular file"),
  ]

  @Test(arguments: links) func aLinkThatLeadsElsewhereIsRefused(name: String, make: String, says: String) throws {
    try script("mkdir model && echo x > model/weights && \(make)")
    let outcome = try bounded("version", "create", "Lab/fraud", "--artifact", "model")
    #expect(outcome.status == 1, "\(name): \(outcome.text)")
    #expect(outcome.error.contains(says), "\(name): \(outcome.text)")
    if says.contains("outside") { #expect(outcome.error.contains("--follow-links"), "\(name): \(outcome.text)") }
  }

  @Test func linksInsideAreFollowedAndOthersWhereTold() throws {
    try script(
      """
      mkdir -p model/deep && echo x > model/weights && ln -s ../weights model/deep/same && ln -s deep model/again
      ln -s "$PWD/model/weights" model/absolute && ln -s model linked
      """)
    let inside = "absolute again/same deep/same weights"
    for folder in ["model", "linked", "model/", "./model"] {
      try script("git registry version create Lab/fraud --artifact \(folder)")
      #expect(try paths() == inside)
    }
    try script(
      "mkdir ../cache && echo y > ../cache/blob && ln -s ../../cache/blob model/blob && ln -s ../../cache model/cache")
    #expect(try bounded("version", "create", "Lab/fraud", "--artifact", "model").status == 1)
    try script("git registry version create Lab/fraud --follow-links --artifact model")
    #expect(try paths() == "absolute again/same blob cache/blob deep/same weights")
    // Nor for ever where two links in each folder lead to the next.
    try script(
      """
      mkdir bomb && cd bomb && for i in $(seq 1 40); do mkdir $i; ln -s ../$((i + 1)) $i/a; ln -s ../$((i + 1)) $i/b; done
      mkdir 41 && touch 41/x
      """)
    let bomb = try bounded("version", "create", "Lab/fraud", "--follow-links", "--artifact", "bomb")
    #expect(bomb.status == 1 && bomb.error.contains("links in it lead to folders"), "\(bomb.text)")
  }

  /// The paths of the highest version's artifacts.
  private func paths() throws -> String {
    let shown = try sandbox.registry("list", "Lab/fraud", "--json", in: "work")
    let number = try #require(shown.firstMatch(of: /"(?:version|name)": "(\d+\.\d+\.\d+)"/)).output.1
    let manifest = try sandbox.read("work/registries/Lab/fraud/versions/\(number).yaml")
    return manifest.matches(of: /- path: (.+)/).map { String($0.output.1) }.sorted().joined(separator: " ")
  }

  // MARK: Writing

  @Test func hooksAreNotWrittenThroughALink() throws {
    try sandbox.git("init", "-q", "--bare", "server.git")
    try script(
      "mkdir ../shared && rm -rf ../server.git/hooks .git/hooks && ln -s ../shared ../server.git/hooks && ln -s ../../shared .git/hooks"
    )
    for arguments in [["server.git", "--actor-from", "os"], ["work", "--pre-commit"]] {
      let outcome = try sandbox.registry(["hook", "install"] + arguments)
      #expect(outcome.status == 1 && outcome.error.contains("is a link to"), "\(outcome.text)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.path("shared")).isEmpty)
    #expect(try sandbox.run("git", ["config", "receive.fsckObjects"], in: "server.git").status == 1)
    // Who sets core.hooksPath means the folder that it leads to.
    try script("git config core.hooksPath ../shared")
    #expect(try sandbox.registry(["hook", "install", "work", "--pre-commit"]).status == 0)
  }

  @Test func aWorkflowIsNotWrittenThroughALink() throws {
    try script("mkdir ../outside && ln -s ../outside .github")
    let outcome = try sandbox.registry(
      [
        "ci", "add", "github", "--program-url", "https://acme.org/x.tar.gz", "--program-digest",
        "sha256:\(String(repeating: "0", count: 64))",
      ], in: "work")
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.path("outside")).isEmpty)
  }

  @Test func manualPagesReplaceLinks() throws {
    try script(
      "mkdir pages && echo mine > ../mine && ln -s ../../mine pages/git-registry.1 && git registry manual pages")
    #expect(try sandbox.read("mine") == "mine\n")
  }
}
