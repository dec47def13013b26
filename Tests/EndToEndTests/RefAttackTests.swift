import Foundation
import TestSupport
import Testing

/// Commands that git's own client never sends, spoken straight to receive-pack: with pre-receive alone, and where proc-receive moves
/// the references.
struct RefAttackTests {
  private struct Attack {
    let server: PushServer
    let head: String
    let parent: String

    init(_ mode: PushServer.Mode) throws {
      server = try PushServer(mode)
      head = try server.published()
      parent = try server.published("main~1")
    }

    func expectRefused(_ rule: String, _ commands: [Command]) throws {
      try server.expectRefused(rule) { try server.sandbox.push(RawPush(commands), to: "server.git", as: "ada") }
    }
  }

  private typealias Command = RawPush.Command

  @Test(arguments: PushServer.Mode.allCases) func nothingToNothingOnAnExistingBranchWouldDeleteIt(
    _ mode: PushServer.Mode
  ) throws {
    let attack = try Attack(mode)
    try attack.expectRefused("ref-stale", [Command(RawPush.zero, RawPush.zero, "refs/heads/main")])
  }

  @Test(arguments: PushServer.Mode.allCases) func aDeletionWithAnUnknownOldId(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused("ref-stale", [Command(String(repeating: "1", count: 40), RawPush.zero, "refs/heads/main")])
    try attack.expectRefused("ref-deleted", [Command(attack.head, RawPush.zero, "refs/heads/main")])
  }

  @Test(arguments: PushServer.Mode.allCases) func oneStaleReferenceRefusesTheOthersToo(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused(
      "ref-stale",
      [Command(attack.parent, attack.head, "refs/heads/main"), Command(RawPush.zero, attack.head, "refs/tags/x")])
  }

  @Test(arguments: PushServer.Mode.allCases) func theSameReferenceTwice(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused(
      "ref-duplicated",
      [Command(attack.head, attack.parent, "refs/heads/main"), Command(attack.parent, attack.head, "refs/heads/main")])
    try attack.server.expectAccepted { try attack.server.push("main:refs/tags/x", as: "ada") }
    try attack.expectRefused(
      "ref-duplicated",
      [Command(attack.head, RawPush.zero, "refs/tags/x"), Command(RawPush.zero, attack.parent, "refs/tags/x")])
    try attack.expectRefused("tag-moved", [Command(attack.head, attack.parent, "refs/tags/x")])
    try attack.expectRefused("tag-moved", [Command(attack.head, RawPush.zero, "refs/tags/x")])
  }

  @Test(arguments: PushServer.Mode.allCases) func rewoundAndUnrelated(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused("ref-rewound", [Command(attack.head, attack.parent, "refs/heads/main")])
    let other = try attack.server.script("git commit-tree HEAD^{tree} -m x")
    try attack.server.expectRefused("ref-rewound") { try attack.server.push("+\(other):refs/heads/main", as: "ada") }
  }

  /// A name that carries a whole second line.
  @Test(arguments: PushServer.Mode.allCases) func aLineFeedInAName(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused("push-malformed", [Command(RawPush.zero, attack.head, "refs/heads/x\ny")])
    // What cannot be told from a second line is judged as one.
    try attack.expectRefused(
      "ref-rewound",
      [Command(RawPush.zero, attack.head, "refs/heads/x\n\(attack.head) \(attack.parent) refs/heads/main")])
  }

  @Test(
    "names that could be taken for something else",
    arguments: [
      "refs/heads/-x", "refs/tags/--upload-pack=x", "refs/tags/main", "refs/heads/v1.0.0", "refs/heads/HEAD",
      "refs/heads/m\u{430}in", "refs/tags/\u{202e}1v",
    ], PushServer.Mode.allCases)
  func unsafeName(_ name: String, _ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused("ref-name-unsafe", [Command(RawPush.zero, attack.head, name)])
  }

  @Test(arguments: PushServer.Mode.allCases) func aNameThatIsNoText(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused(
      "ref-name-unsafe", [Command(RawPush.zero, attack.head, Array("refs/heads/".utf8) + [0xff, 0xfe])])
    try attack.expectRefused(
      "push-malformed", [Command(RawPush.zero, attack.head, Array("refs/heads/".utf8) + [0x1b, 0x5b])])
  }

  @Test(
    "namespaces", arguments: ["refs/notes/commits", "refs/registry/x", "refs/x", "refs/meta/config", "refs/for/main"],
    PushServer.Mode.allCases)
  func otherNamespace(_ name: String, _ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused("ref-namespace", [Command(RawPush.zero, attack.head, name)])
  }

  @Test(arguments: PushServer.Mode.allCases) func replaceReferencesAreNeverAllowed(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.server.sandbox.git("config", "registry.allowedNamespace", "refs/", in: "server.git")
    // Nor is the server's own record of pushes.
    try attack.expectRefused("ref-namespace", [Command(RawPush.zero, attack.head, "refs/registry/x")])
    try attack.expectRefused("ref-namespace", [Command(RawPush.zero, attack.head, "refs/replace/\(attack.parent)")])
    try attack.server.expectAccepted { try attack.server.push("main:refs/for/main", as: "ada") }
  }

  @Test(arguments: PushServer.Mode.allCases) func oneGoodAndOneBad(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused(
      "ref-namespace",
      [Command(RawPush.zero, attack.head, "refs/heads/topic"), Command(RawPush.zero, attack.head, "refs/x")])
  }

  @Test(arguments: PushServer.Mode.allCases) func moreReferencesThanTheServerJudges(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.expectRefused(
      "push-too-large", (0...20_000).map { Command(RawPush.zero, attack.head, "refs/tags/t\($0)") })
  }

  @Test(arguments: PushServer.Mode.allCases) func limitsComeFromTheServerAlone(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.server.sandbox.git("config", "registry.maxRefs", "1", in: "server.git")
    try attack.server.expectRefused("push-too-large") { try attack.server.push("main:a", "main:b", as: "ada") }
    try attack.server.sandbox.git("config", "registry.maxRefs", "many", in: "server.git")
    let outcome = try attack.server.push("main:a", as: "ada")
    #expect(outcome.text.contains("registry.maxRefs is 'many'"), "\(outcome.text)")
  }

  /// Nothing that a client sends beside the commands gives a right.
  @Test(arguments: PushServer.Mode.allCases) func pushOptionsAreNoAuthority(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.server.sandbox.git("config", "receive.advertisePushOptions", "true", in: "server.git")
    try attack.server.script("sed -i 's/role: member/role: admin/' members/bob.yaml && git commit -qam x")
    try attack.server.expectRefused("role-insufficient") {
      try attack.server.sandbox.run(
        "git", ["push", "--quiet", "--push-option=PUSHER=ada", "origin", "main"], in: "acme",
        environment: ["PUSHER": "bob"])
    }
  }

  /// git takes a hook that dies for one that refuses; what it was about to read goes away with the push.
  @Test(
    "a hook that is killed", arguments: ["sh\nkill -9 $$", "sh\nexit 3", "sh\nexec /nowhere", "nowhere"],
    ["pre-receive", "proc-receive"])
  func aHookThatIsKilled(end: String, name: String) throws {
    let attack = try Attack(name == "proc-receive" ? .strict : .preReceive)
    let before = try attack.server.state()
    try attack.server.sandbox.write("#!/bin/\(end)\n", to: "server.git/hooks/\(name)")
    try attack.server.script("git commit -q --allow-empty -m x")
    #expect(try attack.server.push("main", as: "ada").status != 0)
    #expect(try attack.server.state() == before)
  }

  @Test(arguments: PushServer.Mode.allCases) func aSignedPushIsNoAuthority(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    try attack.server.sandbox.git("config", "receive.certNonceSeed", "seed", in: "server.git")
    try attack.server.script(
      "ssh-keygen -q -t ed25519 -N '' -f ../key && git config gpg.format ssh && git config user.signingKey ../key.pub")
    try attack.server.script("sed -i 's/role: member/role: admin/' members/bob.yaml && git commit -qam x")
    try attack.server.expectRefused("role-insufficient") {
      try attack.server.sandbox.run(
        "git", ["push", "--quiet", "--signed", "origin", "main"], in: "acme", environment: ["PUSHER": "bob"])
    }
  }

  @Test(arguments: PushServer.Mode.allCases) func aClientThatHangsUpLeavesNothing(_ mode: PushServer.Mode) throws {
    let attack = try Attack(mode)
    let before = try attack.server.state()
    let bytes = RawPush([Command(RawPush.zero, attack.head, "refs/heads/x")]).bytes
    for length in [0, 10, 60, bytes.count - 25, bytes.count - 1] {
      try attack.server.sandbox.write(bytes.prefix(length), to: "cut")
      _ = try attack.server.sandbox.run(
        "sh", ["-c", "git-receive-pack attack.server.git < cut"], environment: ["PUSHER": "ada"])
      #expect(try attack.server.state() == before, "after \(length) bytes")
    }
  }
}
