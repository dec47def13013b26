import Git
import TestSupport
import Testing

struct PathTests {
  @Test("refuses what git cannot hold", arguments: ["", "/a", "a/", "a//b", "a/./b", "a/../b", "..", "a\0b"])
  func refuses(_ text: String) { #expect(RepositoryPath(text) == nil) }

  /// Swift's String would take the two for one key.
  @Test func pathsThatDifferOnlyInUnicodeFormAreTwo() throws {
    let composed = try #require(RepositoryPath("docs/\u{e9}.md"))
    let decomposed = try #require(RepositoryPath("docs/e\u{301}.md"))
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }

  @Test func foreignBytesAreEscapedForPrinting() throws {
    let path = try #require(RepositoryPath(bytes: [0x61, 0x1b, 0x5b, 0xff, 0x5c]))
    #expect(path.description == "a\\x1b[\\xff\\\\")
    #expect(path.text == nil)
  }

  @Test(
    "accepts what git check-ref-format accepts",
    arguments: ["refs/heads/main", "refs/heads/a/b", "refs/tags/v1.0.0", "a/b", "refs/heads/-x", "refs/heads/é"])
  func acceptsRef(_ name: String) { #expect(RefName(name) != nil) }

  @Test(
    "refuses what git check-ref-format refuses",
    arguments: [
      "main", "", "refs/heads/", "/refs", "refs//a", "refs/heads/a..b", "refs/heads/.a", "refs/heads/a.lock",
      "refs/heads/a b", "refs/heads/a~1", "refs/heads/a^", "refs/heads/a:b", "refs/heads/a?", "refs/heads/a*",
      "refs/heads/a[", "refs/heads/a\\b", "refs/heads/a@{b", "refs/heads/a.", "refs/heads/a\n", "refs/heads/a\u{7f}",
      "refs/heads/a.lock/b",
    ])
  func refusesRef(_ name: String) { #expect(RefName(name) == nil) }

  /// Names made at random of the pieces that the rules are about.
  @Test func agreesWithGitOnNames() throws {
    let sandbox = try GitSandbox()
    let pieces = ["a", "/", ".", "..", "@", "{", "@{", ".lock", "~", " ", "refs/heads/", "x", "\\", "-", "é", "lock"]
    for _ in 0..<150 {
      let name = (0..<Int.random(in: 1...6)).map { _ in pieces.randomElement() ?? "" }.joined()
      // git would take it for an option.
      if name.hasPrefix("-") { continue }
      let isSound = try sandbox.run("git", ["check-ref-format", name]).status == 0
      #expect((RefName(name) != nil) == isSound, "\(name)")
    }
  }

  @Test func alternatesAreSplitAndUnquoted() {
    #expect(Alternates.parse("") == [])
    #expect(Alternates.parse("/a:/b") == ["/a", "/b"])
    #expect(Alternates.parse("\"/a:b\\\"c\\n\\303\\251\":/d") == ["/a:b\"c\n\u{e9}", "/d"])
  }
}
