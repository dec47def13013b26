import Query
import Testing

/// What a filter that is not finished is taken for.
struct FilterCompletionTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    let expected: FilterCompletion.Expected?
    /// What is left to complete.
    var word = ""

    var testDescription: String { text }

    init(_ text: String, _ expected: FilterCompletion.Expected?, word: String = "") {
      (self.text, self.expected, self.word) = (text, expected, word)
    }
  }

  static let cases: [Case] = [
    Case("", .field), Case("sta", .field, word: "sta"), Case("metrics.acc", .field, word: "metrics.acc"),
    Case("not (has ", .field), Case("status = active and ", .field), Case("a or (", .field),
    Case("status ", .relation(.attribute(.status))), Case("tags.task li", .relation(.tag("task")), word: "li"),
    Case("metrics.`val loss` ", .relation(.metric("val loss"))),
    Case("status=", .value(.attribute(.status))), Case("status != de", .value(.attribute(.status)), word: "de"),
    Case("tags.task = 'text cl", .value(.tag("task")), word: "text cl"),
    Case("alias in (", .value(.attribute(.alias))),
    Case("alias not in ('a', \"b", .value(.attribute(.alias)), word: "b"),
    Case("status = active ", .connective), Case("hotel ", .connective), Case("has tags.task ", .connective),
    Case("(a or b) a", .connective, word: "a"), Case("alias in (a, b) ", .connective),
    Case("metrics.`val", nil), Case("name like 'x", nil), Case("'hot", nil), Case("status = 'active'", nil),
    Case("nothing = ", nil), Case("a, ", nil), Case("status => ", nil),
  ]

  @Test(arguments: cases) func tells(_ row: Case) {
    let completion = FilterCompletion(row.text, in: .versions)
    #expect(completion?.expected == row.expected)
    guard let completion else { return }
    #expect(completion.word == row.word)
    #expect(completion.head + completion.word == row.text)
  }
}
