import Foundation
import TestSupport
import Testing

/// Names of branches and tags that could be taken for others: in pushes, with pre-receive alone and where proc-receive moves the
/// references, and for `--branch`.
struct RefNameTests {
  private typealias Command = RawPush.Command

  private static let names = [
    "refs/heads/refs/heads/main", "refs/heads/heads/main", "refs/heads/tags/v1", "refs/tags/heads/main",
    "refs/heads/remotes/origin/main", "refs/heads/origin/main", "refs/heads/origin", "refs/tags/registry/log",
    "refs/heads/Main", "refs/heads/MAIN/x", "refs/heads/topic/y", "refs/heads/TOPIC", "refs/tags/mAIN", "refs/tags/V1",
    "refs/heads/\u{ff4d}\u{ff41}\u{ff49}\u{ff4e}", "refs/heads/cafe\u{301}", "refs/heads/caf\u{e9}",
    "refs/heads/head", "refs/heads/FETCH_HEAD", "refs/heads/AUTO_MERGE", "refs/tags/SOME_HEAD", "refs/heads/stash",
    "refs/heads/@",
    "refs/heads/2026", "refs/heads/deadbeef", "refs/tags/abc-5-gdeadbeef", "refs/heads/2026-11-22",
    "refs/heads/yesterday",
    "refs/heads/now", "refs/tags/monday", "refs/heads/2.weeks.ago",
  ]

  /// A server that has refs/heads/main, refs/heads/Topic/x, refs/tags/v1 and the record of their pushes.
  private func server(_ mode: PushServer.Mode) throws -> PushServer {
    let server = try PushServer(mode)
    try server.expectAccepted { try server.push("main:refs/heads/Topic/x", "main:refs/tags/v1", as: "ada") }
    return server
  }

  @Test(arguments: PushServer.Mode.allCases) func areRefusedInPushes(_ mode: PushServer.Mode) throws {
    let server = try server(mode)
    let head = try server.published()
    for name in Self.names {
      try server.expectRefused("ref-name-unsafe") {
        try server.sandbox.push(RawPush([Command(RawPush.zero, head, name)]), to: "server.git", as: "ada")
      }
    }
    // Of two in one push, either could be taken for the other.
    try server.expectRefused("ref-name-unsafe") {
      try server.push("main:refs/heads/one", "main:refs/heads/ONE", as: "ada")
    }
    try server.expectRefused("ref-name-unsafe") {
      try server.push("main:refs/heads/two", "main:refs/tags/Two", as: "ada")
    }
  }

  @Test(arguments: PushServer.Mode.allCases) func whatIsThereAlreadyMovesAndGoes(_ mode: PushServer.Mode) throws {
    let server = try server(mode)
    for name in ["refs/heads/yesterday", "refs/heads/Main", "refs/heads/beef"] {
      try server.sandbox.git("update-ref", name, "main~1", in: "server.git")
      try server.expectAccepted { try server.push("main:\(name)", as: "ada") }
      try server.expectAccepted { try server.push(":\(name)", as: "ada") }
    }
    // In one push, one name goes and one like it comes.
    try server.expectAccepted { try server.push(":refs/heads/Topic/x", "main:refs/heads/topic/x", as: "ada") }
  }

  @Test(arguments: PushServer.Mode.allCases) func tagsLeadToCommitsUnderTheirOwnNames(_ mode: PushServer.Mode) throws {
    let server = try server(mode)
    try server.script(
      """
      git tag -a -m x good && git tag -a -m x other && git tag -a -m x of-a-tree HEAD^{tree} && git tag of-a-blob HEAD:organization.yaml
      git tag -a -m x chain good && git tag -a -m x deep of-a-tree
      """)
    try server.expectAccepted { try server.push("refs/tags/good", "refs/tags/chain", as: "ada") }
    for refused in [
      "refs/tags/of-a-tree", "refs/tags/of-a-blob", "refs/tags/deep", "refs/tags/other:refs/tags/another",
      "refs/tags/other:refs/tags/folder/other", "main^{tree}:refs/tags/tree",
    ] {
      try server.expectRefused("ref-name-unsafe") { try server.push(refused, as: "ada") }
    }
  }

  @Test func areRefusedForANewBranchBeforeAnythingIsCommitted() throws {
    let server = try server(.preReceive)
    try server.script("git branch Topic/x && git tag v1")
    let before = try server.script("git for-each-ref | sha256sum")
    for name in Self.names where name.hasPrefix("refs/heads/") {
      let branch = String(name.dropFirst("refs/heads/".count))
      let outcome = try server.sandbox.registry(
        ["member", "add", "eve", "--email", "eve@acme.org", "--branch", branch], in: "acme")
      #expect(outcome.status == 64, "\(outcome.text)")
      #expect(outcome.error.contains("help: choose another name"), "\(outcome.text)")
    }
    #expect(try server.script("git for-each-ref | sha256sum") == before)
    let kept = try server.sandbox.registry(
      ["member", "add", "eve", "--email", "eve@acme.org", "--branch", "Topic/x"], in: "acme")
    #expect(kept.status == 0, "\(kept.text)")
  }
}
