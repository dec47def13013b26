import Query
import Testing

/// Filters as people and MLflow's clients write them, with what each is read as, or the one line that says what is wrong.
struct FilterCorpusTests {
  @Test("answers as the file says", arguments: FilterCorpus.allCases)
  func answers(_ corpus: FilterCorpus) throws { try corpus.check() }

  @Test("what is printed reads as the same filter", arguments: FilterCorpus.allCases)
  func printsWhatItReads(_ corpus: FilterCorpus) throws {
    for entry in try corpus.entries() {
      guard let filter = try? Filter(entry.text, in: entry.scope) else { continue }
      let text = filter.text(in: entry.scope)
      #expect(try Filter(text, in: entry.scope) == filter, "\(entry.text)")
      #expect(try Filter(text, in: entry.scope).text(in: entry.scope) == text)
    }
  }

  @Test func acceptsNoneOfTheWrongFilters() throws {
    let entries = try FilterCorpus.wrong.entries()
    #expect(entries.count >= 100)
    for entry in entries {
      #expect(throws: FilterError.self, "\(entry.text)") { try Filter(entry.text, in: entry.scope) }
    }
  }

  @Test func refusesNoneOfTheAcceptedFilters() throws {
    for entry in try FilterCorpus.accepted.entries() {
      #expect(throws: Never.self, "\(entry.text)") { try Filter(entry.text, in: entry.scope) }
    }
  }

  @Test func saysEverythingOnOneLineThatHasAPlace() throws {
    for entry in try FilterCorpus.wrong.entries() {
      guard
        case .failure(let error) = Result(catching: { () throws(FilterError) in try Filter(entry.text, in: entry.scope)
        })
      else { continue }
      #expect(!error.description.contains("\n"))
      #expect(error.bytes.upperBound <= entry.text.utf8.count)
      #expect(error.message.last != "." && error.message.first?.isUppercase != true || error.message.contains("NULL"))
    }
  }
}
