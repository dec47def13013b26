import Foundation
import TestSupport
import Testing

/// Commands that git's own client never sends, spoken straight to receive-pack.
struct RefAttackTests {
  private let server: PushServer
  private let head: String
  private let parent: String

  init() throws {
    server = try PushServer()
    head = try server.published()
    parent = try server.published("main~1")
  }

  private typealias Command = RawPush.Command

  private func expectRefused(_ rule: String, _ commands: [Command]) throws {
    try server.expectRefused(rule) { try server.sandbox.push(RawPush(commands), to: "server.git", as: "ada") }
  }

  @Test func nothingToNothingOnAnExistingBranchWouldDeleteIt() throws {
    try expectRefused("ref-stale", [Command(RawPush.zero, RawPush.zero, "refs/heads/main")])
  }

  @Test func aDeletionWithAnUnknownOldId() throws {
    try expectRefused("ref-stale", [Command(String(repeating: "1", count: 40), RawPush.zero, "refs/heads/main")])
    try expectRefused("ref-deleted", [Command(head, RawPush.zero, "refs/heads/main")])
  }

  @Test func oneStaleReferenceRefusesTheOthersToo() throws {
    try expectRefused(
      "ref-stale", [Command(parent, head, "refs/heads/main"), Command(RawPush.zero, head, "refs/tags/x")])
  }

  @Test func theSameReferenceTwice() throws {
    try expectRefused(
      "ref-duplicated", [Command(head, parent, "refs/heads/main"), Command(parent, head, "refs/heads/main")])
    try server.expectAccepted { try server.push("main:refs/tags/x", as: "ada") }
    try expectRefused(
      "ref-duplicated", [Command(head, RawPush.zero, "refs/tags/x"), Command(RawPush.zero, parent, "refs/tags/x")])
    try expectRefused("tag-moved", [Command(head, parent, "refs/tags/x")])
    try expectRefused("tag-moved", [Command(head, RawPush.zero, "refs/tags/x")])
  }

  @Test func rewoundAndUnrelated() throws {
    try expectRefused("ref-rewound", [Command(head, parent, "refs/heads/main")])
    let other = try server.script("git commit-tree HEAD^{tree} -m x")
    try server.expectRefused("ref-rewound") { try server.push("+\(other):refs/heads/main", as: "ada") }
  }

  /// A name that carries a whole second line.
  @Test func aLineFeedInAName() throws {
    try expectRefused("push-malformed", [Command(RawPush.zero, head, "refs/heads/x\ny")])
    // What cannot be told from a second line is judged as one.
    try expectRefused(
      "ref-rewound", [Command(RawPush.zero, head, "refs/heads/x\n\(head) \(parent) refs/heads/main")])
  }

  @Test(
    "names that could be taken for something else",
    arguments: [
      "refs/heads/-x", "refs/tags/--upload-pack=x", "refs/tags/main", "refs/heads/v1.0.0", "refs/heads/HEAD",
      "refs/heads/m\u{430}in", "refs/tags/\u{202e}1v",
    ])
  func unsafeName(_ name: String) throws {
    try expectRefused("ref-name-unsafe", [Command(RawPush.zero, head, name)])
  }

  @Test func aNameThatIsNoText() throws {
    try expectRefused(
      "ref-name-unsafe", [Command(RawPush.zero, head, Array("refs/heads/".utf8) + [0xff, 0xfe])])
    try expectRefused("push-malformed", [Command(RawPush.zero, head, Array("refs/heads/".utf8) + [0x1b, 0x5b])])
  }

  @Test(
    "namespaces", arguments: ["refs/notes/commits", "refs/registry/x", "refs/x", "refs/meta/config", "refs/for/main"])
  func otherNamespace(_ name: String) throws {
    try expectRefused("ref-namespace", [Command(RawPush.zero, head, name)])
  }

  @Test func replaceReferencesAreNeverAllowed() throws {
    try server.sandbox.git("config", "registry.allowedNamespace", "refs/", in: "server.git")
    try expectRefused("ref-namespace", [Command(RawPush.zero, head, "refs/replace/\(parent)")])
    try server.expectAccepted { try server.push("main:refs/for/main", as: "ada") }
  }

  @Test func oneGoodAndOneBad() throws {
    try expectRefused(
      "ref-namespace", [Command(RawPush.zero, head, "refs/heads/topic"), Command(RawPush.zero, head, "refs/x")])
  }

  @Test func moreReferencesThanTheServerJudges() throws {
    try expectRefused("push-too-large", (0...20_000).map { Command(RawPush.zero, head, "refs/tags/t\($0)") })
  }

  @Test func limitsComeFromTheServerAlone() throws {
    try server.sandbox.git("config", "registry.maxRefs", "1", in: "server.git")
    try server.expectRefused("push-too-large") { try server.push("main:a", "main:b", as: "ada") }
    try server.sandbox.git("config", "registry.maxRefs", "many", in: "server.git")
    let outcome = try server.push("main:a", as: "ada")
    #expect(outcome.text.contains("registry.maxRefs is 'many'"), "\(outcome.text)")
  }

  /// Nothing that a client sends beside the commands gives a right.
  @Test func pushOptionsAreNoAuthority() throws {
    try server.sandbox.git("config", "receive.advertisePushOptions", "true", in: "server.git")
    try server.script("sed -i 's/role: member/role: admin/' members/bob.yaml && git commit -qam x")
    try server.expectRefused("role-insufficient") {
      try server.sandbox.run(
        "git", ["push", "--quiet", "--push-option=PUSHER=ada", "origin", "main"], in: "acme",
        environment: ["PUSHER": "bob"])
    }
  }

  /// git takes a hook that dies for one that refuses; what it was about to read goes away with the push.
  @Test("a hook that is killed", arguments: ["sh\nkill -9 $$", "sh\nexit 3", "sh\nexec /nowhere", "nowhere"])
  func aHookThatIsKilled(end: String) throws {
    let before = try server.state()
    try server.sandbox.write("#!/bin/\(end)\n", to: "server.git/hooks/pre-receive")
    try server.script("git commit -q --allow-empty -m x")
    #expect(try server.push("main", as: "ada").status != 0)
    #expect(try server.state() == before)
  }

  @Test func aSignedPushIsNoAuthority() throws {
    try server.sandbox.git("config", "receive.certNonceSeed", "seed", in: "server.git")
    try server.script(
      "ssh-keygen -q -t ed25519 -N '' -f ../key && git config gpg.format ssh && git config user.signingKey ../key.pub")
    try server.script("sed -i 's/role: member/role: admin/' members/bob.yaml && git commit -qam x")
    try server.expectRefused("role-insufficient") {
      try server.sandbox.run(
        "git", ["push", "--quiet", "--signed", "origin", "main"], in: "acme", environment: ["PUSHER": "bob"])
    }
  }

  @Test func aClientThatHangsUpLeavesNothing() throws {
    let before = try server.state()
    let bytes = RawPush([Command(RawPush.zero, head, "refs/heads/x")]).bytes
    for length in [0, 10, 60, bytes.count - 25, bytes.count - 1] {
      try server.sandbox.write(bytes.prefix(length), to: "cut")
      _ = try server.sandbox.run(
        "sh", ["-c", "git-receive-pack server.git < cut"], environment: ["PUSHER": "ada"])
      #expect(try server.state() == before, "after \(length) bytes")
    }
  }
}
