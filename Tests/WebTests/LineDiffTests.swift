import Testing

@testable import Web

/// What differs between two texts.
struct LineDiffTests {
  private func lines(_ old: String, _ new: String) -> [LineDiff.Line]? {
    LineDiff(from: Array(old.utf8), to: Array(new.utf8))?.lines
  }

  @Test func linesThatAreFarAreLeftOut() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacing("10\n", with: "ten\n")
    #expect(
      lines(old, new) == [
        .gap, .same("7"), .same("8"), .same("9"), .removed("10"), .added("ten"), .same("11"), .same("12"), .same("13"),
        .gap,
      ])
  }

  @Test func aNewFileIsAllNew() {
    #expect(lines("", "a\nb\n") == [.added("a"), .added("b")])
    #expect(lines("a\n", "") == [.removed("a")])
    #expect(lines("a\n", "a\n") == [.gap])
  }

  @Test func whatIsNoTextIsNotCompared() {
    #expect(LineDiff(from: [0], to: []) == nil && LineDiff(from: [], to: [0xff]) == nil)
    #expect(lines("", String(repeating: "x\n", count: LineDiff.linesAtMost + 1)) == nil)
  }
}
