import Catalog
import Foundation
import Git
import Query
import RegistryStore
import TestSupport
import Testing

@Suite struct CatalogSearchTests {
  /// `make soak` asks for a thousand.
  static let seeds = 0..<UInt64(ProcessInfo.processInfo.environment["HISTORIES"].flatMap { Int($0) } ?? 12)

  /// Every answer is the one that reading each manifest gives, whichever snapshot the catalog was of before.
  @Test(arguments: seeds) func answersAsReadingEachManifestDoes(seed: UInt64) throws {
    let history = try RandomHistory(seed: seed, commits: 6)
    var question = RandomQuestion(random: SplitMix(state: seed &+ 1_000_000))
    var random = SplitMix(state: seed)
    var found = 0
    for step in 0..<10 {
      // Forwards first, then anywhere: other branches, and back.
      let tree = step < history.trees.count ? history.trees[step] : random.one(of: history.trees)
      let snapshot = CommitSnapshot(try history.open(), tree: tree)
      let isKept = step < 3 || random.number(0..<2) == 0
      let catalog = try #require(try Catalog.open(of: snapshot, isKept: isKept, open: history.open))
      for _ in 0..<25 {
        let search = try question.search()
        let (fast, slow) = (try search.answer(in: snapshot, catalog), try search.answer(in: snapshot, nil))
        let scope = search.kind == .version ? SearchScope.versions : .candidates
        #expect(
          fast.rows.map(\.reference) == slow.rows.map(\.reference),
          "\(search.filter.text(in: scope)) sort \(search.sort.text(in: scope)) limit \(search.limit ?? -1)")
        let fields = search.filter.fields + search.sort.keys.map(\.field) + (search.shown ?? [])
        for (one, two) in zip(fast.rows, slow.rows) {
          for field in fields { #expect(one.values(of: field) == two.values(of: field)) }
        }
        #expect(fast.unreadable == slow.unreadable || search.registry != nil || search.model != nil)
        found += slow.rows.count
      }
    }
    #expect(found > 100)
  }
}
