import Foundation
import GRDB
import TestSupport
import Testing

@testable import RunStore

/// The file of the SQLite engine: opened if it is sound, and never replaced.
@Suite struct SQLiteFileTests {
  private func sqlite(_ path: String, _ sql: String) throws {
    let status = try SpawnedProgram(["sqlite3", path, sql]).wait()
    try #require(status == 0)
  }

  @Test("what is acknowledged is synced: GRDB's pool would leave NORMAL")
  func pragmas() async throws {
    let folder = try await RunEngine.sqlite.open()
    let store = try #require(folder.store as? SQLiteRunStore)
    #expect(try await store.integer("PRAGMA synchronous") == 2)
    #expect(try await store.text("PRAGMA journal_mode") == "wal")
    #expect(try await store.integer("PRAGMA foreign_keys") == 1)
  }

  /// What needs no disk does not wait for it; the next one that does takes it along.
  @Test func onlyWhatNeedsTheDiskWaitsForIt() async throws {
    let folder = try await RunEngine.sqlite.open()
    let store = try #require(folder.store as? SQLiteRunStore)
    for isSynced in [false, true, false, false, true] {
      let setting = try await store.write(isSynced: isSynced) { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
      #expect(setting == (isSynced ? 2 : 1))
    }
  }

  @Test("a store that is opened again has everything, and its file is its owner's alone")
  func again() async throws {
    let folder = try await RunEngine.sqlite.open()
    let run = try await folder.store.run("abc", name: "first", tags: [Tag("k", "v")])
    let other = try RunEngine.sqlite.open(folder.path)
    #expect(try await other.run("abc", in: "models") == run)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  enum Damage: CaseIterable {
    case empty, text, cutOff, zeros, anotherDatabase, newer, folder, link, page, noPermission
  }

  @Test(arguments: Damage.allCases) func aFileThatIsNotOneIsLeftAsItIs(damage: Damage) async throws {
    let folder = try await RunEngine.sqlite.open()
    try await folder.store.run("abc")
    let path = folder.path + ".copy"
    try sqlite(folder.path, "VACUUM INTO '\(path)'")
    let content = try Data(contentsOf: URL(filePath: path))
    func write(_ data: Data) throws { try data.write(to: URL(filePath: path)) }
    var fragment = "is damaged or not a run store; restore it from a backup, or name another path"
    switch damage {
    case .empty: try write(Data())
    case .text: try write(Data("not a database\nat all\n".utf8))
    case .zeros: try write(Data(count: content.count))
    case .cutOff:
      try write(content.prefix(content.count / 2))
      fragment = "database disk image is malformed; stop the server and restore the file from a backup"
    case .page:
      // The second page, and all behind it.
      try write(content.prefix(4096) + Data(repeating: 0xff, count: content.count - 4096))
      fragment = "stop the server and restore the file from a backup"
    case .anotherDatabase:
      try FileManager.default.removeItem(atPath: path)
      try sqlite(path, "CREATE TABLE state(name, value)")
    case .newer:
      try sqlite(path, "INSERT INTO grdb_migrations VALUES('99')")
      fragment = "was written by a newer version; install that one"
    case .folder:
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      fragment = "is not a file; name another path for the runs"
    case .link:
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.path)
      fragment = "is not a file; name another path for the runs"
    case .noPermission:
      try FileManager.default.removeItem(atPath: path)
      fragment = "give the server the right to write it and its folder"
    }
    let before = try? Data(contentsOf: URL(filePath: path))
    let error = await #expect(throws: RunStoreError.self) {
      let place = damage == .noPermission ? "/proc/runs.sqlite" : path
      let store = try RunEngine.sqlite.open(place)
      // What is damaged further behind is seen when it is read.
      _ = try await store.run("abc", in: "models")
    }
    #expect(error?.kind == .own)
    #expect(error?.message.contains(fragment) == true, "\(error?.message ?? "")")
    #expect((try? Data(contentsOf: URL(filePath: path))) == before)
  }

  @Test("a store that was being made when its maker was killed is made again")
  func halfMade() async throws {
    let folder = try await RunEngine.sqlite.open()
    let path = folder.path + ".copy"
    try Data("half".utf8).write(to: URL(filePath: path + "-new"))
    try Data("half".utf8).write(to: URL(filePath: path + "-new-wal"))
    try await RunEngine.sqlite.open(path).prepare("models", now: 1)
    #expect(!FileManager.default.fileExists(atPath: path + "-new"))
  }

  @Test("a store whose file was lost is not made anew beside its log")
  func lostFile() async throws {
    let folder = try await RunEngine.sqlite.open()
    try FileManager.default.removeItem(atPath: folder.path)
    let error = #expect(throws: RunStoreError.self) { try RunEngine.sqlite.open(folder.path) }
    #expect(error?.message.contains("-wal is not; restore both") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("a full disk refuses what does not fit, leaves nothing half there, and goes on when there is room")
  func fullDisk() async throws {
    let folder = try await RunEngine.sqlite.open()
    let store = try #require(folder.store as? SQLiteRunStore)
    try await store.run("abc")
    let pages = try await store.integer("PRAGMA page_count")
    _ = try await store.integer("PRAGMA max_page_count = \(pages + 4)")
    let value = String(repeating: "x", count: 6000)
    let outcomes = await withTaskGroup(of: Result<String, any Error>.self) { group in
      for number in 0..<40 {
        group.addTask {
          do {
            try await store.log(
              RunBatch(
                metrics: [MetricPoint("m\(number)", 1, timestamp: 1)], parameters: [Parameter("p\(number)", value)]),
              to: "abc", in: "models")
            return .success("p\(number)")
          } catch { return .failure(error) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let kept = outcomes.compactMap { try? $0.get() }
    let refused = outcomes.compactMap { outcome -> RunStoreError? in
      if case .failure(let error) = outcome { error as? RunStoreError } else { nil }
    }
    #expect(!refused.isEmpty && kept.count + refused.count == 40)
    #expect(refused.allSatisfy { $0.kind == .own && $0.message.contains("full; free space on its disk") })
    var run = try await store.run("abc", in: "models")
    #expect(Set(run.parameters.map(\.key)) == Set(kept))
    #expect(Set(run.metrics.map(\.key)) == Set(kept.map { "m" + $0.dropFirst() }))
    _ = try await store.integer("PRAGMA max_page_count = 1000000")
    try await store.logParameter(Parameter("after", value), to: "abc", in: "models")
    run = try await store.run("abc", in: "models")
    #expect(run.parameters.contains { $0.key == "after" })
  }

  @Test("a closed store refuses") func closed() async throws {
    let folder = try await RunEngine.sqlite.open()
    try (folder.store as? SQLiteRunStore)?.close()
    await #expect(throws: RunStoreError.self) { try await folder.store.run("abc") }
    await #expect(throws: RunStoreError.self) { try await folder.store.run("abc", in: "models") }
  }
}
