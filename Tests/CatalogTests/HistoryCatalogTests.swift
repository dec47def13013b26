import Catalog
import Foundation
import Git
import Manifests
import Query
import RegistryStore
import Rules
import TestSupport
import Testing

@Suite struct HistoryCatalogTests {
  /// What is told of history is what reading every commit tells, whatever branch and record the catalog was of before.
  @Test(arguments: CatalogSearchTests.seeds) func tellsAsReadingEachCommitDoes(seed: UInt64) throws {
    let made = try RandomRecord(seed: seed, commits: 14)
    let sandbox = made.history.sandbox
    var random = SplitMix(state: seed)
    var told = 0
    let connections = seed.isMultiple(of: 2) ? HistoryConnections() : nil
    for step in 0..<12 {
      // Forwards first, then anywhere.
      let tip = step < 6 ? made.tips[step * 2] : random.one(of: made.tips)
      let record = step < 3 ? nil : step < 6 ? made.records[step - 3] : random.one(of: made.records)
      if let record { try sandbox.git("update-ref", "refs/registry/log", record, in: "r.git") }
      let repository = try made.history.open()
      let id = try #require(ObjectID(hex: tip))
      let log = try repository.target(of: PushLog.name)
      let catalog = try #require(
        HistoryCatalog.open(of: repository, to: id, fromCommits: 1, keptIn: connections), "\(step)")
      catalog.stopsAtOnce = random.one(of: [1, 2, 3, 256])
      for reference in Self.references {
        let fast = try Self.entries(History(of: repository, from: id, log: log, index: catalog), reference)
        let slow = try Self.entries(History(of: repository, from: id, log: log), reference)
        #expect(fast == slow, "\(reference), step \(step)")
        told += slow.count
      }
      let (fast, slow) = (Ordinals(at: id, of: repository, catalog), Ordinals(at: id, of: repository, nil))
      for model in Self.models {
        for number in RandomHistory.numbers.compactMap({ SemanticVersion($0) }) {
          #expect(try fast.ordinal(of: number, in: model) == slow.ordinal(of: number, in: model), "\(model)@\(number)")
        }
      }
    }
    #expect(told > 50)
  }

  /// The order and the numbers that searching by them gives are those that reading gives.
  @Test(arguments: CatalogSearchTests.seeds.prefix(40)) func searchesByOrdinals(seed: UInt64) throws {
    let made = try RandomRecord(seed: seed, commits: 10)
    let tip = try #require(made.tips.last.flatMap { ObjectID(hex: $0) })
    let repository = try made.history.open()
    let snapshot = CommitSnapshot(repository, tree: try repository.commit(tip).tree)
    let catalog = try #require(try Catalog.open(of: snapshot, isKept: true, open: made.history.open))
    let history = try #require(HistoryCatalog.open(of: repository, to: tip, fromCommits: 1))
    for (filter, sort) in [
      ("", "ordinal"), ("", "-ordinal"), ("ordinal > 2", "-ordinal,version"), ("ordinal = 3", "model"),
      ("not ordinal = 1 and has metrics.accuracy", "-metrics.accuracy"), ("ordinal in (1, 4)", "ordinal"),
    ] {
      for limit in [nil, 1, 3] {
        let search = FactSearch(
          .version, try Filter(filter, in: .versions), sort: try Sort(sort, in: .versions), limit: limit,
          showing: [.attribute(.ordinal)], now: 0)
        let fast = try search.answer(
          in: snapshot, catalog, ordinals: Ordinals(at: tip, of: repository, history)
        ).rows
        let slow = try search.answer(in: snapshot, nil, ordinals: Ordinals(at: tip, of: repository, nil)).rows
        #expect(
          fast.map { "\($0.reference) \($0.ordinal ?? 0)" } == slow.map { "\($0.reference) \($0.ordinal ?? 0)" },
          "\(filter) by \(sort)")
      }
    }
  }

  /// Folders that the catalog names wrongly are not taken for the commit's.
  @Test(arguments: [
    "zeroblob(88)", "substr(folders, 2)", "folders || x'00'", "randomblob(88)", "NULL", "x''",
    "(SELECT folders FROM touched o WHERE o.folders <> t.folders AND o.folder = t.folder)",
  ]) func foldersThatAreNotTheCommitsAreReadAnew(value: String) throws {
    let history = try RandomHistory(seed: 3, commits: 60)
    let repository = try history.open()
    let tip = try repository.commit(revision: "main").id
    _ = try #require(HistoryCatalog.open(of: repository, to: tip, fromCommits: 1))
    func known() throws -> Int {
      let catalog = try #require(HistoryCatalog.open(of: repository, to: tip, fromCommits: 1))
      var (count, next) = (0, Optional(tip))
      while let start = next, case .commit(let id, let folders)? = catalog.stop(from: start, about: Self.references[1])
      {
        if folders != nil { count += 1 }
        next = try repository.commit(id).parents.first
      }
      return count
    }
    let count = try known()
    #expect(count > 0)
    try history.sandbox.run(
      "sqlite3",
      ["r.git/registry/history.sqlite", "UPDATE touched AS t SET folders = \(value) WHERE folders IS NOT NULL"]
    ).requireSuccess()
    #expect(try known() == 0)
    for reference in Self.references {
      let catalog = try #require(HistoryCatalog.open(of: repository, to: tip, fromCommits: 1))
      let fast = try Self.entries(History(of: repository, from: tip, log: nil, index: catalog), reference)
      #expect(try fast == Self.entries(History(of: repository, from: tip, log: nil), reference), "\(reference)")
    }
  }

  private static let models = RandomHistory.registries.flatMap { registry in
    RandomHistory.models.map { ModelName(registry: registry, model: $0) }
  }

  private static let references =
    ["Lab", "Lab/sentiment@1.0.0", "Lab/reviews@production", "Data/reviews@candidate:run-1", "Data/nothing"].compactMap
  {
    Reference($0)
  } + models.compactMap { Reference("\($0)") }

  private static func entries(_ history: History, _ reference: Reference) throws -> [String] {
    var entries: [String] = []
    _ = try history.tell(about: reference) { entry in
      let landing = entry.landing
      entries.append(
        "\(entry.commit.id) \(landing.time) \(landing.basis) \(landing.actor ?? "-") \(landing.actorSource ?? "-") "
          + "\(entry.member ?? "-") \(entry.author ?? "-") "
          + entry.events.map { $0.sentence(by: nil) }.joined(separator: "; "))
      return true
    }
    return entries
  }

  // MARK: Where there is none

  @Test func aCatalogThatCannotBeIsNone() throws {
    let history = try RandomHistory(seed: 1, commits: 5)
    let repository = try history.open()
    let tip = try repository.commit(revision: "main").id
    #expect(HistoryCatalog.open(of: repository, to: tip, fromCommits: 6) == nil)
    #expect(!history.sandbox.exists("r.git/registry/history.sqlite"))
    #expect(HistoryCatalog.open(of: repository, to: tip, fromCommits: 5) != nil)
    for damage in ["", "nothing of ours", String(repeating: "x", count: 20_000)] {
      try history.sandbox.write(damage, to: "r.git/registry/history.sqlite")
      #expect(HistoryCatalog.open(of: repository, to: tip, fromCommits: 1) != nil, "\(damage.prefix(10))")
    }
    try history.sandbox.git(
      "clone", "--quiet", "--bare", "--depth=2", "file://\(history.sandbox.path("r.git"))", "s.git")
    let shallow = try Repository.open(at: history.sandbox.path("s.git"))
    #expect(HistoryCatalog.open(of: shallow, to: tip, fromCommits: 1) == nil)
    let number = try #require(SemanticVersion("1.0.0"))
    #expect(try Ordinals(at: tip, of: shallow, nil).ordinal(of: number, in: Self.models[0]) == nil)
  }

  /// A connection that was kept is of the file that is there, and of no transaction.
  @Test func aKeptConnectionIsOfTheFileThatIsThere() throws {
    let history = try RandomHistory(seed: 5, commits: 30)
    let connections = HistoryConnections()
    let path = "r.git/registry/history.sqlite"
    func told(_ revision: String) throws -> [String] {
      let repository = try history.open()
      let tip = try repository.commit(revision: revision).id
      let catalog = try #require(HistoryCatalog.open(of: repository, to: tip, fromCommits: 1, keptIn: connections))
      // It begins a transaction.
      _ = Ordinals(at: tip, of: repository, catalog)
      let told = try Self.entries(History(of: repository, from: tip, log: nil, index: catalog), Self.references[0])
      #expect(try told == Self.entries(History(of: repository, from: tip, log: nil), Self.references[0]))
      return told
    }
    let revisions = ["main~20", "main~10", "main~5"]
    for revision in revisions { _ = try told(revision) }
    try FileManager.default.removeItem(atPath: history.sandbox.path(path))
    _ = try told("main~4")
    #expect(history.sandbox.exists(path))
    try history.sandbox.write("nothing of ours", to: path)
    for revision in ["main~3", "main~2", "main"] { #expect(try !told(revision).isEmpty) }
  }

  // MARK: Ordinals

  /// Manifests of versions that a commit adds, with their own ordinal or without, and removes, and what history says of all that were there.
  static let ordinals: [(commits: [String], numbers: [String: Int])] = [
    (["+1.0.0", "+1.1.0", "+1.0.1"], ["1.0.0": 1, "1.1.0": 2, "1.0.1": 3]),
    (["+10.0.0 +9.0.0 +9.0.0-rc.1"], ["9.0.0-rc.1": 1, "9.0.0": 2, "10.0.0": 3]),
    (["+1.0.0", "-1.0.0", "+2.0.0", "+1.0.0"], ["1.0.0": 1, "2.0.0": 2]),
    (["+1.0.0 +notes", "-1.0.0 +1.0.1"], ["1.0.0": 1, "1.0.1": 2]),
    (
      ["+1.0.0:7", "+1.1.0", "+1.2.0:3 +1.1.1", "+1.3.0"],
      ["1.0.0": 7, "1.1.0": 8, "1.2.0": 3, "1.1.1": 9, "1.3.0": 10]
    ),
    // One that comes with its own keeps others of the same commit from it.
    (["+1.0.0 +1.1.0:1"], ["1.0.0": 2, "1.1.0": 1]),
    // Set later, it counts from there on.
    (["+1.0.0", "+1.1.0", "+1.0.0:20", "+1.2.0"], ["1.0.0": 1, "1.1.0": 2, "1.2.0": 21]),
    (["+1.0.0:5", "-1.0.0", "+1.1.0", "+1.0.0"], ["1.0.0": 5, "1.1.0": 6]),
    (["+1.0.0+b.2 +1.0.0+b.1"], ["1.0.0+b.1": 1, "1.0.0+b.2": 2]),
  ]

  @Test(arguments: ordinals) func ordinalsFollowFirstAppearance(commits: [String], numbers: [String: Int]) throws {
    let sandbox = try GitSandbox()
    try sandbox.git("init", "--quiet", "r")
    for commit in commits {
      for word in commit.split(separator: " ") {
        let parts = word.dropFirst().split(separator: ":")
        let path = "registries/Lab/m/versions/\(parts[0]).yaml"
        if word.hasPrefix("+") {
          let text =
            parts.count == 2 ? "apiVersion: git-registry/v1\nkind: ModelVersion\nordinal: \(parts[1])\n" : "kind: [\n"
          try sandbox.write(text, to: "r/" + path)
        } else {
          try sandbox.git("rm", "--quiet", path, in: "r")
        }
      }
      try sandbox.git("add", ".", in: "r")
      try sandbox.git("commit", "--quiet", "--message", commit, in: "r")
    }
    let repository = try Repository.open(at: sandbox.path("r"))
    let tip = try repository.commit(revision: "HEAD").id
    let model = ModelName(registry: "Lab", model: "m")
    for catalog in [nil, HistoryCatalog.open(of: repository, to: tip, fromCommits: 1)] {
      let ordinals = Ordinals(at: tip, of: repository, catalog)
      for (number, ordinal) in numbers {
        let version = try #require(SemanticVersion(number))
        #expect(try ordinals.ordinal(of: version, in: model) == ordinal, "\(number)")
      }
    }
  }
}
