import Catalog
import Files
import Foundation
import Git
import Manifests
import Query
import RegistryStore
import TestSupport
import Testing

/// What becomes of a catalog's file is never seen in an answer.
@Suite struct CatalogFileTests {
  let history: RandomHistory
  private let question: FactSearch

  init() throws {
    history = try RandomHistory(seed: 7, commits: 5)
    question = FactSearch(.version, try Filter("has metrics.accuracy or text", in: .versions), now: 0)
  }

  private var path: String { get throws { Catalog.path(in: try history.open()) } }

  /// The catalog of a commit, which is to answer as reading does.
  @discardableResult
  private func check(_ commit: Int, isKept: Bool = true) throws -> Catalog? {
    let snapshot = CommitSnapshot(try history.open(), tree: history.trees[commit])
    let catalog = try Catalog.open(of: snapshot, isKept: isKept, open: history.open)
    let (fast, slow) = (try question.answer(in: snapshot, catalog), try question.answer(in: snapshot, nil))
    #expect(fast.rows.map(\.reference) == slow.rows.map(\.reference))
    #expect(!slow.rows.isEmpty)
    return catalog
  }

  enum Damage: CaseIterable {
    case empty, text, cutOff, zeros, anotherDatabase, olderSchema, newerSchema, beforeRestart, hotJournal, killedUpdate,
      folder, link, middle
  }

  @Test(arguments: Damage.allCases) func aFileThatIsNotOneIsMadeAnew(damage: Damage) throws {
    try check(2)
    let path = try path
    let content = try Data(contentsOf: URL(filePath: path))
    func write(_ data: Data) throws { try data.write(to: URL(filePath: path)) }
    switch damage {
    case .empty: try write(Data())
    case .text: try write(Data("not a database\n".utf8))
    case .cutOff: try write(content.prefix(content.count / 2))
    case .zeros: try write(Data(count: content.count))
    case .anotherDatabase:
      try FileManager.default.removeItem(atPath: path)
      try sqlite("CREATE TABLE state(name, value); INSERT INTO state VALUES('tree', '\(history.trees[2])')")
    case .olderSchema: try sqlite("PRAGMA user_version = 0")
    case .newerSchema: try sqlite("PRAGMA user_version = 99")
    case .beforeRestart: try sqlite("UPDATE state SET value = 'another start' WHERE name = 'boot'")
    case .hotJournal: try Data(repeating: 7, count: 5000).write(to: URL(filePath: path + "-journal"))
    case .killedUpdate:
      // Half of an update is in the file, and what it was in the journal.
      try sqlite(
        "PRAGMA cache_size = 1; BEGIN; UPDATE entry SET size = size + 1, author = hex(zeroblob(900))",
        ".shell cp '\(path)' '\(path).half'; cp '\(path)-journal' '\(path).half-journal'", "ROLLBACK")
      for suffix in ["", "-journal"] {
        try Data(contentsOf: URL(filePath: path + ".half" + suffix)).write(to: URL(filePath: path + suffix))
      }
    case .folder:
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case .link:
      try FileManager.default.moveItem(atPath: path, toPath: path + ".elsewhere")
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".elsewhere")
    case .middle:
      var damaged = content
      damaged.replaceSubrange(4096..<(damaged.count / 2), with: Data(repeating: 0xff, count: damaged.count / 2 - 4096))
      try write(damaged)
    }
    for commit in [2, 3, 1] { #expect(try check(commit) != nil) }
    #expect(Catalog.problems(in: try history.open()).isEmpty)
    if damage == .link {
      // What the link names is as it was.
      #expect(try Data(contentsOf: URL(filePath: path + ".elsewhere")) == content)
    }
  }

  /// Runs SQL, and commands of its own, by the tool of that name.
  private func sqlite(_ lines: String...) throws {
    try history.sandbox.run("sqlite3", [path] + lines).requireSuccess()
  }

  @Test func aSnapshotThatIsNotKeptLeavesNoTrace() throws {
    try check(4)
    let before = try Data(contentsOf: URL(filePath: path))
    for commit in [0, 3, 1] { try check(commit, isKept: false) }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: (path as NSString).deletingLastPathComponent).sorted() == [
        "catalog.lock", "catalog.sqlite",
      ])
  }

  @Test func withoutACatalogAnotherSnapshotIsRead() throws {
    #expect(try check(1, isKept: false) == nil)
    #expect(!FileManager.default.fileExists(atPath: try path))
  }

  /// Where nothing can be written, every manifest is read.
  @Test(arguments: [true, false]) func aFolderThatCannotBeMade(isFile: Bool) throws {
    let folder = (try path as NSString).deletingLastPathComponent
    if isFile {
      try Data().write(to: URL(filePath: folder))
    } else {
      try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: "/dev/full")
    }
    #expect(try check(2) == nil)
  }

  @Test func whoWaitsForAnotherReads() throws {
    try check(0)
    let lock = try FileLock(String(try path.dropLast("sqlite".count)) + "lock")
    #expect(try check(1) == nil)
    withExtendedLifetime(lock) {}
    // What it has already is there meanwhile.
    #expect(try check(0) != nil)
  }

  @Test func manyAtOnce() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<24 {
        group.addTask { [self] in try check(number % history.trees.count, isKept: number % 3 > 0) }
      }
      try await group.waitForAll()
    }
    #expect(try check(4) != nil)
  }

  /// What SQLite takes for sound is not believed where it is not what git has: nothing wrong is shown, and nothing that is not there.
  @Test(arguments: [
    "UPDATE entry SET status = 'yanked', author = 'eve'", "UPDATE entry SET name = '9.9.9' WHERE id % 2",
    "UPDATE entry SET created = created + 1, size = 7", "UPDATE metric SET value = value + 1",
    "UPDATE text SET body = body || 'x'",
    "UPDATE alias SET name = 'champion'", "UPDATE alias SET version = '1.0.0'", "UPDATE model SET name = name || 'x'",
    "UPDATE model SET registry = name, name = registry", "UPDATE entry SET facts = facts + 1",
    "UPDATE model SET folder = zeroblob(20)", "UPDATE registry SET folder = zeroblob(20)", "DELETE FROM registry",
    "UPDATE model SET folder = NULL, checksum = NULL",
    "UPDATE entry SET checksum = 0", "UPDATE field SET key = 'loss' || key WHERE facts = 'metrics'",
    "DELETE FROM alias",
    "DELETE FROM fact", "UPDATE entry SET metrics = NULL", "UPDATE entry SET metrics = substr(metrics, 2)",
    "DELETE FROM metric WHERE key > 1",
  ])
  func whatIsNotAsGitHasItIsNotShown(sql: String) throws {
    try check(4)
    try sqlite(sql)
    let fields: [Field] =
      [.version, .status, .alias, .by, .created, .size].map { .attribute($0) }
      + [.metric("accuracy"), .metric("loss"), .tag("task"), .tag("team")]
    let search = FactSearch(.version, .everything, showing: fields, now: 0)
    let snapshot = CommitSnapshot(try history.open(), tree: history.trees[4])
    let catalog = try #require(try Catalog.open(of: snapshot, isKept: true, open: history.open))
    func shown(_ rows: [FactRow]) -> [String: String] {
      rows.reduce(into: [:]) { texts, row in texts[row.reference] = "\(fields.map { row.values(of: $0) })" }
    }
    let slow = shown(try search.answer(in: snapshot, nil).rows)
    let fast = shown(try search.answer(in: snapshot, catalog).rows)
    for (reference, text) in fast { #expect(slow[reference] == text) }
    // Where it is only the row's name that is wrong, the others are there.
    #expect(!fast.isEmpty || sql.contains("UPDATE model SET name") || sql.contains("registry = name"))
  }

  @Test func treesThatAreGone() throws {
    try check(4)
    try sqlite("UPDATE state SET value = '\(String(repeating: "1", count: 40))' WHERE name = 'tree'")
    #expect(try check(3) != nil)
  }
}
