import Query
import Testing

/// Filters that are made to be slow, deep or long.
struct FilterBoundsTests {
  @Test(arguments: [" and ", " or ", " "])
  func readsTenThousandTerms(_ joiner: String) throws {
    let filter = try Filter(Array(repeating: "a", count: 10_000).joined(separator: joiner), in: .versions)
    switch filter {
    case .and(let parts), .or(let parts): #expect(parts.count == 10_000)
    default: Issue.record("\(filter)")
    }
    #expect(filter.matches(SampleRow(texts: ["a"]), now: 0))
    #expect(try Filter(filter.text(in: .versions), in: .versions) == filter)
  }

  @Test func readsAListOfTenThousand() throws {
    let filter = try Filter(
      "tags.a in (\(Array(repeating: "'b'", count: 10_000).joined(separator: ",")))", in: .versions)
    guard case .oneOf(_, let values) = filter else { throw FilterBoundsError.other }
    #expect(values.count == 10_000)
  }

  private enum FilterBoundsError: Error { case other }

  struct Wrong: Sendable, CustomTestStringConvertible {
    let text: String
    let answer: String
    var testDescription: String { answer }
  }

  @Test(arguments: [
    Wrong(
      text: String(repeating: "(", count: 1000) + "a" + String(repeating: ")", count: 1000),
      answer: "column 101: brackets and NOT are nested more than 100 deep; ask for less at once"),
    Wrong(
      text: String(repeating: "not ", count: 1000) + "a",
      answer: "column 401: brackets and NOT are nested more than 100 deep; ask for less at once"),
    Wrong(
      text: String(repeating: "(not ", count: 1000) + "a",
      answer: "column 251: brackets and NOT are nested more than 100 deep; ask for less at once"),
    Wrong(
      text: String(repeating: "ab ", count: 30_000),
      answer: "column 65537: the filter has 90000 bytes; at most 65536 are read"),
    Wrong(
      text: String(repeating: "é", count: 40_000),
      answer: "column 32769: the filter has 80000 bytes; at most 65536 are read"),
    Wrong(text: String(repeating: "a", count: 1025), answer: "column 1: a word has at most 1024 bytes"),
    Wrong(
      text: "tags.a like '\(String(repeating: "%a", count: 513))'",
      answer: "column 13: a pattern has at most 1024 bytes"),
    Wrong(
      text: String(repeating: "''", count: 10_000) + "'",
      answer: "column 1: the quote ' is not closed; write another ' where the text ends"),
    Wrong(
      text: String(repeating: "'a'\"b\"", count: 10_000),
      answer: "column 1: a quote begins in the middle of a word; put a space before it, or quotes around the whole"),
  ])
  func refuses(_ wrong: Wrong) {
    let error = #expect(throws: FilterError.self) { try Filter(wrong.text, in: .versions) }
    #expect(error?.description == wrong.answer)
  }

  @Test func nestsAsDeepAsTheBound() throws {
    let text = String(repeating: "(a or ", count: 100) + "b" + String(repeating: ")", count: 100)
    #expect(try Filter(text, in: .versions).matches(SampleRow(texts: ["b"]), now: 0))
    let negations = String(repeating: "not ", count: 100) + "b"
    #expect(try Filter(negations, in: .versions).matches(SampleRow(texts: ["b"]), now: 0))
  }

  @Test func aMessageIsShort() {
    let error = #expect(throws: FilterError.self) {
      try Filter(String(repeating: "a", count: 60_000) + " = 1", in: .versions)
    }
    #expect((error?.description.count ?? 1000) < 600)
  }
}
