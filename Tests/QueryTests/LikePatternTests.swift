import TestSupport
import Testing

@testable import Query

struct LikePatternTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let pattern: String
    let matching: [String]
    let others: [String]
    var isCaseSensitive = true
    var testDescription: String { pattern }
  }

  @Test(arguments: [
    Case(pattern: "", matching: [""], others: ["a"]),
    Case(pattern: "%", matching: ["", "a", "a\nb"], others: []),
    Case(pattern: "a%", matching: ["a", "ab"], others: ["", "ba", "A"]),
    Case(pattern: "%a", matching: ["a", "ba", "aa"], others: ["ab", ""]),
    Case(pattern: "%a%", matching: ["a", "bab"], others: ["b", ""]),
    Case(pattern: "a_c", matching: ["abc", "aéc", "a🙂c"], others: ["ac", "abbc"]),
    Case(pattern: "_%_", matching: ["ab", "abc"], others: ["a", ""]),
    Case(pattern: "a%b%c", matching: ["abc", "aXbYc", "abbcc"], others: ["acb", "ab"]),
    Case(pattern: "%ab%ab", matching: ["abab", "ababab"], others: ["ab", "aba"]),
    Case(pattern: "100\\%", matching: ["100%"], others: ["100", "1000"]),
    Case(pattern: "a\\_b", matching: ["a_b"], others: ["axb"]),
    // What is not a meaning to take away is a backslash.
    Case(pattern: "C:\\temp\\\\%", matching: ["C:\\temp\\", "C:\\temp\\x"], others: ["C:temp"]),
    Case(pattern: "a\\", matching: ["a\\"], others: ["a"]),
    // Signs of regular expressions mean nothing.
    Case(pattern: "C+W.%[a]", matching: ["C+W.x[a]"], others: ["CCWx[a]", "C+W.xa"]),
    Case(pattern: "ÄB%", matching: ["äbc", "ÄBC"], others: ["abc"], isCaseSensitive: false),
  ])
  func matches(_ one: Case) {
    let pattern = LikePattern(one.pattern, isCaseSensitive: one.isCaseSensitive)
    for text in one.matching { #expect(pattern.matches(text), "\(text)") }
    for text in one.others { #expect(!pattern.matches(text), "\(text)") }
  }

  @Test func agreesWithTheDefinition() {
    var random = SplitMix(state: 1)
    for _ in 0..<5000 {
      let pattern = random.text(of: "ab%_", upTo: 8)
      let text = random.text(of: "ab", upTo: 10)
      let isMatch = LikePattern(pattern, isCaseSensitive: true).matches(text)
      #expect(isMatch == Self.definition(Array(pattern), Array(text)), "'\(text)' LIKE '\(pattern)'")
    }
  }

  /// Row by row: whether the first characters of the text are what the first ones of the pattern ask for.
  private static func definition(_ pattern: [Character], _ text: [Character]) -> Bool {
    var row = [true] + text.map { _ in false }
    for sign in pattern {
      var next = [sign == "%" && row[0]]
      for (index, character) in text.enumerated() {
        switch sign {
        case "%": next.append(row[index + 1] || next[index])
        case "_": next.append(row[index])
        default: next.append(row[index] && sign == character)
        }
      }
      row = next
    }
    return row[text.count]
  }

  @Test(
    "takes no more steps than characters times signs",
    arguments: [
      String(repeating: "%a", count: 100) + "b", String(repeating: "%", count: 500) + "b",
      "%" + String(repeating: "a", count: 500) + "b", "%" + String(repeating: "_", count: 500) + "b",
      String(repeating: "a%", count: 250) + "b", "%a_a_a_a%b",
    ])
  func isBounded(_ pattern: String) {
    let text = String(repeating: "a", count: 20_000)
    var steps = 0
    #expect(!LikePattern(pattern, isCaseSensitive: true).matches(text, steps: &steps))
    #expect(steps <= (text.count + 1) * (pattern.count + 1))
  }
}
