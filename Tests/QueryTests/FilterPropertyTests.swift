import Query
import TestSupport
import Testing

/// What holds for every filter.
struct FilterPropertyTests {
  @Test func printsWhatReadsAsTheSame() throws {
    var filters = RandomFilter(random: SplitMix(state: 20))
    for _ in 0..<3000 {
      let filter = filters.filter()
      let text = filter.text(in: .versions)
      #expect(try Filter(text, in: .versions) == filter, "\(text)")
    }
  }

  @Test func meansWhatANaiveReadingMeans() {
    var filters = RandomFilter(random: SplitMix(state: 21))
    var matching = 0
    for _ in 0..<5000 {
      let (filter, row) = (filters.filter(depth: 3), filters.row())
      let isMatch = filter.matches(row, now: RandomFilter.now)
      #expect(isMatch == NaiveMatching.matches(filter, row), "\(filter.text(in: .versions)) of \(row)")
      #expect(Filter.not(filter).matches(row, now: RandomFilter.now) != isMatch)
      matching += isMatch ? 1 : 0
    }
    #expect((1000..<4000).contains(matching), "one answer only proves little")
  }

  @Test func readsAnyBytesWithoutHarm() throws {
    var random = SplitMix(state: 22)
    let pieces = [
      "metrics.a", "tags.", "`", "'", "\"", "(", ")", " ", "=", "<", "!", "and", "or", "not", "in", "like", "is",
      "null", "has", ",",
      "0.5", "^1", "30d", "\\", "-", "é", "\u{a0}", "&&", "|", "%", ":", "\u{0}", "\u{301}", "status", "version",
      "created",
    ]
    for _ in 0..<5000 {
      var text = ""
      for _ in 0..<random.number(0..<12) {
        text +=
          random.number(0..<10) == 0
          ? String(decoding: [UInt8.random(in: 0...255, using: &random)], as: UTF8.self) : random.one(of: pieces)
        if random.number(0..<2) == 0 { text += " " }
      }
      for scope in [SearchScope.versions, .mlflowRuns] {
        do {
          let filter = try Filter(text, in: scope)
          #expect(try Filter(filter.text(in: scope), in: scope) == filter, "\(text)")
        } catch {
          #expect(error.bytes.upperBound <= text.utf8.count && error.column <= text.count + 1)
          #expect(!error.description.contains("\n") && error.excerpt.split(separator: "\n").count <= 2)
        }
      }
    }
  }
}
